package org.dps4j.example;

import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.server.DeviceResources;

/** What the device is good for: its light and its switches, which a factory reset makes as they were. Confined to the loop. */
final class Appliance {

    private final DeviceResources resources;
    private final Light light;
    private final Switches switches;

    private Appliance(DeviceResources resources, Light light, Switches switches) {
        this.resources = resources;
        this.light = light;
        this.switches = switches;
    }

    /** Adds light and switches, which follow the resets of the device from then on. */
    static void addTo(DeviceResources resources) {
        Light light = new Light();
        resources.add(light.resource());
        Appliance appliance = new Appliance(resources, light, Switches.addTo(resources));
        Device device = resources.device();
        device.addListener(appliance::follow);
    }

    /** It is a factory reset alone that gives a device another key. */
    private void follow(DeviceState before, DeviceState after) {
        if (!before.key().equals(after.key())) {
            light.reset();
            switches.reset(resources);
            resources.changed(Light.HREF);
        }
    }
}
