package org.dps4j.device.store;

/** What a store does that finds a file which is no state of a device, or none that this program understands. */
public enum UnreadableState {
    /** It fails and leaves the file as it is. */
    REFUSE,
    /** It keeps the file under another name and has nothing stored, so that the device begins as a new one. */
    SET_ASIDE
}
