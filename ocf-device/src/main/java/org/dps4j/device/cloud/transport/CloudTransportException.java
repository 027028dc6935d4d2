package org.dps4j.device.cloud.transport;

import org.dps4j.device.cloud.CloudFailure;

/** Fails a connection attempt or a request; says what kind of failure it was. */
public final class CloudTransportException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient CloudFailure failure;

    /** For {@code failure}. */
    public CloudTransportException(CloudFailure failure) {
        super(failure.describe());
        this.failure = failure;
    }

    /** What went wrong. */
    public CloudFailure failure() {
        return failure;
    }
}
