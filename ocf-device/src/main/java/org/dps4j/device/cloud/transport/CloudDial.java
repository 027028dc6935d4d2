package org.dps4j.device.cloud.transport;

import java.net.URI;
import java.util.Objects;
import org.dps4j.device.security.credential.Identity;

/**
 * A connection to be opened.
 *
 * @param server whom to connect to
 * @param identity with what the device shows itself
 * @param trust whether the cloud is trusted
 */
public record CloudDial(URI server, Identity identity, CloudTrust trust) {

    public CloudDial {
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(trust, "trust");
    }
}
