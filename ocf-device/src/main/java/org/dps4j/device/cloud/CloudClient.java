package org.dps4j.device.cloud;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.dps4j.device.security.credential.Identity;
import org.dps4j.loop.Cancellable;

/**
 * The port to what keeps a device registered with its cloud. Called on the device's loop; nothing here blocks.
 *
 * <p>Once started, an outage of the cloud is the client's to mend, for as long as it takes.
 */
public interface CloudClient {

    /**
     * Starts with this configuration, or starts over with it when it runs already. The stage completes when the client
     * took it on, which says nothing about the cloud; it fails when the client cannot work with it.
     *
     * @param deviceId the id under which the device signs up
     * @param configuration one that was provisioned
     * @param identity with what the device shows itself and judges the cloud
     */
    CompletionStage<Void> start(UUID deviceId, CloudConfiguration configuration, Identity identity);

    /** Ends whatever runs; the stage completes when the connection is closed. Stopping twice is fine. */
    CompletionStage<Void> stop();

    /**
     * Gives the device's account up, as well as that goes within {@code limit}, then stops and forgets the cloud. The
     * stage completes when the cloud is forgotten and the connection closed, whatever the cloud said. A start in the
     * meantime interrupts it.
     */
    CompletionStage<Void> signOff(Duration limit);

    /**
     * Adds a listener until the returned handle is cancelled. It is told how it stands once, on the loop and after this
     * call; whoever comes late would take a device that is online for one that is not. May be called from any thread.
     */
    Cancellable addListener(CloudListener listener);
}
