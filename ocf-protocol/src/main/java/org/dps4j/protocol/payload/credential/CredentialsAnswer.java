package org.dps4j.protocol.payload.credential;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dps4j.protocol.payload.PayloadCodec;

/**
 * The answer of the service to POST {@code /api/v1/provisioning/credentials}.
 *
 * @param credentials what the device is to take in, in this order; at least one
 * @param redirect the provisioning service to turn to instead of this one
 */
public record CredentialsAnswer(List<Credential> credentials, Optional<URI> redirect) {

    /** Its CBOR body. */
    public static final PayloadCodec<CredentialsAnswer> CODEC = new CredentialsAnswerCodec();

    /** @throws IllegalArgumentException if there are no credentials */
    public CredentialsAnswer {
        credentials = List.copyOf(credentials);
        if (credentials.isEmpty()) {
            throw new IllegalArgumentException("an answer holds at least one credential");
        }
        Objects.requireNonNull(redirect, "redirect");
    }
}
