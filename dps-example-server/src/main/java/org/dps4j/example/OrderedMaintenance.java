package org.dps4j.example;

import java.time.Duration;
import org.dps4j.device.resource.core.Maintenance;
import org.dps4j.loop.Loop;

/**
 * Maintenance that others order over {@code /oic/mnt}: it begins after the answer had time to go out, and what is ordered
 * until then is the same order. Confined to the loop.
 */
final class OrderedMaintenance implements Maintenance {

    private static final Duration UNTIL_ANSWERED = Duration.ofMillis(500);

    private final Loop loop;
    private final Runnable reboot;
    private final Runnable factoryReset;
    private boolean ordered;

    /** What it runs on the loop must not block. */
    OrderedMaintenance(Loop loop, Runnable reboot, Runnable factoryReset) {
        this.loop = loop;
        this.reboot = reboot;
        this.factoryReset = factoryReset;
    }

    @Override
    public void reboot() {
        order(reboot);
    }

    @Override
    public void factoryReset() {
        order(factoryReset);
    }

    private void order(Runnable work) {
        if (!ordered) {
            ordered = true;
            loop.schedule(UNTIL_ANSWERED, () -> {
                ordered = false;
                work.run();
            });
        }
    }
}
