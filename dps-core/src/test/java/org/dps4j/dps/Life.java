package org.dps4j.dps;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.DeviceStore;

/** One run of a device's program on a bench, from what its store keeps to its end. */
final class Life {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(1);

    final Device device;
    final DpsClient client;
    final List<DeviceState> states = new ArrayList<>();
    private final Bench bench;

    /** Opens the device; fails as that fails. */
    Life(Bench bench, DeviceStore store) {
        this.bench = bench;
        this.device = bench.open(store);
        this.client = bench.client(device, DpsConfig.DEFAULTS);
        states.add(device.state());
        var unused = device.addListener((before, after) -> states.add(after));
    }

    DeviceState state() {
        return device.state();
    }

    Life start() {
        ProvisioningTest.start(client);
        return this;
    }

    Life provisionAgain() {
        client.forceReprovision();
        return start();
    }

    /** Lets it do what it does without a fault, and what it begins after one; not what it tries again later. */
    Life run() {
        bench.runFor(LONG_ENOUGH);
        return this;
    }

    /** Lets it do so many things. */
    Life run(int tasks) {
        for (int i = 0; i < tasks; i++) {
            bench.loop.runNext();
        }
        return this;
    }

    Life reset() {
        bench.reset(device, client);
        return this;
    }

    /** Ends it; nothing of it goes on. */
    void end() {
        client.close();
        bench.runFor(LONG_ENOUGH);
    }
}
