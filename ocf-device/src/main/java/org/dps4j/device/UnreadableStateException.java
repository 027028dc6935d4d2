package org.dps4j.device;

import java.io.Serial;

/**
 * What is stored is no state of a device, or not one that this program understands: it was changed, cut off, written by a
 * newer program, or is something else. A store that cannot be reached is not meant.
 */
public final class UnreadableStateException extends StoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * @param place the file at fault
     * @param expected what should have been in it
     * @param found what was in it instead
     * @param remedy what the reader of the message can do about it
     */
    public UnreadableStateException(String place, String expected, String found, String remedy) {
        super(place, expected, found, remedy);
        this.reason = reason(expected, found);
    }

    /** As {@link #UnreadableStateException(String, String, String, String)}, with the failure below it. */
    public UnreadableStateException(String place, String expected, String found, String remedy, Throwable cause) {
        super(place, expected, found, remedy, cause);
        this.reason = reason(expected, found);
    }

    /** What was expected and what was found, without place and remedy. */
    public String reason() {
        return reason;
    }

    private static String reason(String expected, String found) {
        return "expected " + expected + ", found " + found;
    }
}
