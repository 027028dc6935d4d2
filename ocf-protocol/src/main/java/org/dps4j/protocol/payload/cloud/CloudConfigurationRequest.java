package org.dps4j.protocol.payload.cloud;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.protocol.payload.PayloadCodec;

/**
 * The body of POST {@code /api/v1/provisioning/cloud-configuration}.
 *
 * @param deviceId the id of the device that asks
 * @param selectedGateway the gateway the device has selected now, which the service puts first if it is one of its own
 */
public record CloudConfigurationRequest(UUID deviceId, Optional<CloudServer> selectedGateway) {

    /** Its CBOR body. */
    public static final PayloadCodec<CloudConfigurationRequest> CODEC = new CloudConfigurationRequestCodec();

    public CloudConfigurationRequest {
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(selectedGateway, "selectedGateway");
    }
}
