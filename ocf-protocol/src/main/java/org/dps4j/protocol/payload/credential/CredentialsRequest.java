package org.dps4j.protocol.payload.credential;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.protocol.payload.PayloadCodec;
import org.dps4j.protocol.payload.cloud.CloudServer;

/**
 * The body of POST {@code /api/v1/provisioning/credentials}.
 *
 * @param deviceId the id of the device that asks
 * @param csrPem the certificate signing request (PKCS#10) in PEM; not empty
 * @param selectedGateway the gateway whose certificate authority is to sign; without it the first one does
 */
public record CredentialsRequest(Optional<UUID> deviceId, String csrPem, Optional<CloudServer> selectedGateway) {

    /** Its CBOR body. */
    public static final PayloadCodec<CredentialsRequest> CODEC = new CredentialsRequestCodec();

    /** @throws IllegalArgumentException if the signing request is empty */
    public CredentialsRequest {
        Objects.requireNonNull(deviceId, "deviceId");
        if (csrPem.isEmpty()) {
            throw new IllegalArgumentException("the signing request must not be empty");
        }
        Objects.requireNonNull(selectedGateway, "selectedGateway");
    }
}
