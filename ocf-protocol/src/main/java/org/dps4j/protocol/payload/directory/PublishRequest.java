package org.dps4j.protocol.payload.directory;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.protocol.payload.PayloadCodec;
import org.dps4j.protocol.payload.link.ResourceLink;

/**
 * The body of POST {@code /oic/rd}: resources that the device has.
 *
 * @param deviceId the id of the device
 * @param name the name of the device
 * @param timeToLive how long the cloud may believe it, in whole seconds; zero for ever
 * @param links the resources; at least one
 */
public record PublishRequest(UUID deviceId, Optional<String> name, Duration timeToLive, List<ResourceLink> links) {

    /** Its CBOR body. */
    public static final PayloadCodec<PublishRequest> CODEC = new PublishRequestCodec();

    /** @throws IllegalArgumentException if there is no link or the time is negative */
    public PublishRequest {
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(name, "name");
        links = List.copyOf(links);
        if (links.isEmpty() || timeToLive.isNegative()) {
            throw new IllegalArgumentException("expected at least one link and a time to live of zero or more");
        }
    }
}
