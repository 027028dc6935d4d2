package org.dps4j.protocol.payload.directory;

import java.util.List;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadCodec;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.link.ResourceLink;

/** The members {@code di}, {@code n}, {@code ttl} or its older name {@code lt}, and {@code links}; others are ignored. */
final class PublishRequestCodec implements PayloadCodec<PublishRequest> {

    private static final String NAME = "n";

    @Override
    public byte[] encode(PublishRequest value) {
        MapWriter members = new MapWriter().uuid(DirectoryMembers.DEVICE_ID, value.deviceId());
        value.name().ifPresent(name -> members.text(NAME, name));
        return members.integer(DirectoryMembers.TIME_TO_LIVE, value.timeToLive().toSeconds())
                .value(DirectoryMembers.LINKS, DirectoryMembers.write(value.links()))
                .toBytes();
    }

    @Override
    public PublishRequest decode(byte[] body) throws PayloadException {
        MapReader members = MapReader.of(body);
        List<ResourceLink> links = DirectoryMembers.links(members);
        if (links.isEmpty()) {
            throw members.problem(DirectoryMembers.LINKS, "at least one link", "none");
        }
        return new PublishRequest(
                members.uuid(DirectoryMembers.DEVICE_ID),
                members.optionalText(NAME),
                DirectoryMembers.timeToLive(members),
                links);
    }
}
