package org.dps4j.dps.transport;

import org.dps4j.dps.machine.Failure;

/** Fails a connection attempt or a request; says what kind of failure it was. */
public final class TransportException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    /** For {@code failure}. */
    public TransportException(Failure failure) {
        super(failure.describe());
        this.failure = failure;
    }

    /** For {@code failure}, which {@code cause} led to. */
    public TransportException(Failure failure, Throwable cause) {
        super(failure.describe(), cause);
        this.failure = failure;
    }

    /** What went wrong. */
    public Failure failure() {
        return failure;
    }
}
