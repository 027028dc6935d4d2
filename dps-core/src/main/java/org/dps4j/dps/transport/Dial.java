package org.dps4j.dps.transport;

import java.util.Objects;
import org.dps4j.device.security.credential.Identity;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.trust.ServerTrust;

/**
 * A connection to be opened.
 *
 * @param endpoint whom to connect to
 * @param identity with what the device shows itself
 * @param trust whether the service is trusted
 * @param answers what the service gets that asks the device
 */
public record Dial(DpsEndpoint endpoint, Identity identity, ServerTrust trust, PeerAnswers answers) {

    /** Checks that all are there. */
    public Dial {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(trust, "trust");
        Objects.requireNonNull(answers, "answers");
    }
}
