package org.dps4j.device.cloud.transport;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.dps4j.device.cloud.CloudFailure;

/** A connection to a cloud. It is used and it completes its stages on the device's loop. */
public interface CloudConnection {

    /**
     * Sends a request and completes with the answer, whatever its code. Fails with a {@link CloudTransportException} if
     * there is none within {@code timeout}, or as soon as the connection is gone.
     */
    CompletionStage<CloudResponse> request(CloudRequest request, Duration timeout);

    /** Sends a Ping (RFC 8323 5.4) and completes when it is answered. Fails as {@link #request} does. */
    CompletionStage<Void> ping(Duration timeout);

    /** Completes when the connection is gone, with the reason. */
    CompletionStage<CloudFailure> closed();

    /** Closes the connection; what is in flight fails. Closing twice is fine. */
    void close();
}
