package org.dps4j.device.server;

import java.util.function.Consumer;
import java.util.function.Function;
import org.dps4j.device.DeviceListener;
import org.dps4j.device.DeviceState;
import org.dps4j.device.resource.core.DeviceConfiguration;
import org.dps4j.device.resource.core.DeviceInformation;
import org.dps4j.device.resource.core.TimeResource;
import org.dps4j.device.resource.security.SecurityResources;

/** Which resources change with the device's state. Those of security that can be observed change with everything. */
final class StateChanges implements DeviceListener {

    private final Consumer<String> changed;
    private final Runnable everything;

    /** @param everything everything may look different to everybody */
    StateChanges(Consumer<String> changed, Runnable everything) {
        this.changed = changed;
        this.everything = everything;
    }

    @Override
    public void stateChanged(DeviceState before, DeviceState after) {
        on(before, after, DeviceState::name, DeviceInformation.HREF, DeviceConfiguration.HREF);
        // a time that is told is the clock's to tell: it may be the same as before
        on(before, after, its -> its.lastSyncedTime().isPresent(), TimeResource.HREF);
        on(before, after, DeviceState::securityProfiles, SecurityResources.PROFILES_HREF);
        boolean sameView = before.id().equals(after.id())
                && before.accessControlList().equals(after.accessControlList())
                && before.ownership().equals(after.ownership());
        if (!sameView) {
            everything.run();
        }
    }

    private void on(DeviceState before, DeviceState after, Function<DeviceState, Object> part, String... hrefs) {
        if (!part.apply(before).equals(part.apply(after))) {
            for (String href : hrefs) {
                changed.accept(href);
            }
        }
    }
}
