package org.dps4j.dps.transport;

import java.util.concurrent.CompletionStage;

/** Opens connections to provisioning services, for one device. Used on the device's loop. */
public interface Transport {

    /**
     * Opens a connection and completes with it, on the device's loop, once both sides trust each other. Fails with a
     * {@link TransportException}; a failure is certain to come, whatever the service does.
     */
    CompletionStage<DpsConnection> connect(Dial dial);

    /** Ends what is left open. */
    void close();
}
