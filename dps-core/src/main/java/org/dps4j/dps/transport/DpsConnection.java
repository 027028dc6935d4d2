package org.dps4j.dps.transport;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** A connection to a provisioning service. It is used and it completes its stages on the device's loop. */
public interface DpsConnection {

    /**
     * Sends a request and completes with the answer, whatever its code. Fails with a {@link TransportException} if there
     * is none within {@code timeout}, or as soon as the connection is gone.
     */
    CompletionStage<StepResponse> request(StepRequest request, Duration timeout);

    /** Whether a request may still be answered, as far as is known. */
    boolean isOpen();

    /** Closes the connection; what is in flight fails. Closing twice is fine. */
    void close();
}
