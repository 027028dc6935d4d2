package org.dps4j.protocol.payload.directory;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.protocol.payload.PayloadCodec;
import org.dps4j.protocol.payload.link.ResourceLink;

/**
 * The answer to a publication: the same links, each with the instance that it has in the directory.
 *
 * @param deviceId the id of the device
 * @param timeToLive as in the request
 * @param links each with its path as it was published and with its instance
 */
public record PublishAnswer(Optional<UUID> deviceId, Optional<Duration> timeToLive, List<ResourceLink> links) {

    /** Its CBOR body. */
    public static final PayloadCodec<PublishAnswer> CODEC = new PublishAnswerCodec();

    /** The CBOR body with only the path and the instance of each link, which is all that a device reads of it. */
    public byte[] inBrief() {
        return PublishAnswerCodec.encodeInBrief(this);
    }

    /** @throws IllegalArgumentException if a link has no instance */
    public PublishAnswer {
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(timeToLive, "timeToLive");
        links = List.copyOf(links);
        if (links.stream().anyMatch(link -> link.instance().isEmpty())) {
            throw new IllegalArgumentException("a published link has an instance");
        }
    }
}
