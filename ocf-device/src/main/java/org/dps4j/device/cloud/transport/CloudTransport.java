package org.dps4j.device.cloud.transport;

import java.util.concurrent.CompletionStage;

/**
 * The way to a cloud. Used, and completing its stages, on the device's loop. Whatever the cloud asks the device over a
 * connection is answered by the transport's own means, also while the device waits for an answer itself.
 */
public interface CloudTransport extends AutoCloseable {

    /**
     * Opens a connection. Fails with a {@link CloudTransportException}, or throws {@link IllegalArgumentException} for an
     * address that is none of this transport's.
     */
    CompletionStage<CloudConnection> connect(CloudDial dial);

    /** Closes all connections; none can be opened any more. */
    @Override
    void close();
}
