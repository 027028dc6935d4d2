package org.dps4j.gateway.shadow;

/** A device says more of itself than is kept of one; what was there stays. */
public final class ShadowFullException extends Exception {

    public ShadowFullException(String message) {
        super(message);
    }
}
