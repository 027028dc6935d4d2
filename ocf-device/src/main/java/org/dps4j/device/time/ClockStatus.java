package org.dps4j.device.time;

/** How a device's clock came to its time, with the word that {@code /x.plgd.dev/time} shows. */
public enum ClockStatus {
    /** No time was set: the clock follows the system. */
    SYNCING("syncing"),
    /** The time was set in this run of the program. */
    IN_SYNC("in-sync"),
    /** The time comes from the store, where an earlier run left it. */
    IN_SYNC_FROM_STORAGE("in-sync-from-storage");

    private final String wire;

    ClockStatus(String wire) {
        this.wire = wire;
    }

    /** The word on the wire. */
    public String wire() {
        return wire;
    }
}
