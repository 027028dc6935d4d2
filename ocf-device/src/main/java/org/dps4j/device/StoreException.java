package org.dps4j.device;

import java.io.Serial;

/**
 * The device's state could not be read or written. The message names the place, what was expected, what was found and
 * what to do; it never carries any of the state itself.
 */
public sealed class StoreException extends Exception permits UnreadableStateException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * @param place the file, directory or other place at fault
     * @param expected what should have been there, or what should have been possible
     * @param found what was there instead, or what went wrong
     * @param remedy what the reader of the message can do about it
     */
    public StoreException(String place, String expected, String found, String remedy) {
        super(message(place, expected, found, remedy));
    }

    /** As {@link #StoreException(String, String, String, String)}, with the failure below it. */
    public StoreException(String place, String expected, String found, String remedy, Throwable cause) {
        super(message(place, expected, found, remedy), cause);
    }

    private static String message(String place, String expected, String found, String remedy) {
        return place + ": expected " + expected + ", found " + found + "; " + remedy;
    }
}
