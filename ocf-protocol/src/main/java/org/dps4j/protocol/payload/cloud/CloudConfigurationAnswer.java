package org.dps4j.protocol.payload.cloud;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.payload.PayloadCodec;

/**
 * The answer of the service to POST {@code /api/v1/provisioning/cloud-configuration}.
 *
 * @param accessToken what the device presents at its first sign-up; not empty
 * @param authorizationProvider the name of the provider that vouches for the token; not empty
 * @param server the gateway to use
 * @param cloudId the id of the cloud behind it
 * @param servers every gateway of the cloud, {@code server} among them or not
 * @param redirect the provisioning service to turn to instead of this one
 */
public record CloudConfigurationAnswer(
        Secret accessToken,
        String authorizationProvider,
        URI server,
        UUID cloudId,
        List<CloudServer> servers,
        Optional<URI> redirect) {

    /** Its CBOR body. */
    public static final PayloadCodec<CloudConfigurationAnswer> CODEC = new CloudConfigurationAnswerCodec();

    /** @throws IllegalArgumentException if token or provider is empty or the server has no scheme or host */
    public CloudConfigurationAnswer {
        if (accessToken.size() == 0 || authorizationProvider.isEmpty()) {
            throw new IllegalArgumentException("access token and authorization provider must not be empty");
        }
        if (!CloudServer.isAddress(server)) {
            throw new IllegalArgumentException("expected a server with scheme and host, found " + server);
        }
        Objects.requireNonNull(cloudId, "cloudId");
        servers = List.copyOf(servers);
        Objects.requireNonNull(redirect, "redirect");
    }
}
