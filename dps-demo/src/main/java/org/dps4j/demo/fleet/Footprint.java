package org.dps4j.demo.fleet;

import java.lang.management.ManagementFactory;

/**
 * What this process holds.
 *
 * @param heap used after a full collection, in bytes
 * @param threads that live
 */
public record Footprint(long heap, int threads) {

    private static final int COLLECTIONS = 3;

    /** Measures now; collects garbage first, which takes its time. */
    public static Footprint now() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return new Footprint(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getThreadMXBean().getThreadCount());
    }
}
