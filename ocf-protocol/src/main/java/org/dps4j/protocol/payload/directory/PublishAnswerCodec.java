package org.dps4j.protocol.payload.directory;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadCodec;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.link.ResourceLink;

/** The members {@code di}, {@code links} and {@code ttl}, written under its older name {@code lt} too. */
final class PublishAnswerCodec implements PayloadCodec<PublishAnswer> {

    @Override
    public byte[] encode(PublishAnswer value) {
        return encode(value, DirectoryMembers.write(value.links()));
    }

    static byte[] encodeInBrief(PublishAnswer value) {
        return encode(
                value,
                new CborArray(value.links().stream()
                        .<CborValue>map(link -> new MapWriter()
                                .text(DirectoryMembers.PATH, link.href())
                                .integer(
                                        DirectoryMembers.INSTANCE,
                                        link.instance().orElseThrow())
                                .toMap())
                        .toList()));
    }

    private static byte[] encode(PublishAnswer value, CborArray links) {
        MapWriter members = new MapWriter();
        value.deviceId().ifPresent(device -> members.uuid(DirectoryMembers.DEVICE_ID, device));
        members.value(DirectoryMembers.LINKS, links);
        value.timeToLive()
                .ifPresent(time -> members.integer(DirectoryMembers.TIME_TO_LIVE, time.toSeconds())
                        .integer(DirectoryMembers.OLDER_TIME_TO_LIVE, time.toSeconds()));
        return members.toBytes();
    }

    @Override
    public PublishAnswer decode(byte[] body) throws PayloadException {
        MapReader members = MapReader.of(body);
        List<ResourceLink> links = DirectoryMembers.links(members);
        for (int i = 0; i < links.size(); i++) {
            if (links.get(i).instance().isEmpty()) {
                String where = DirectoryMembers.LINKS + "[" + i + "]." + DirectoryMembers.INSTANCE;
                throw new PayloadException(where, "an integer", "none");
            }
        }
        Optional<UUID> device = members.has(DirectoryMembers.DEVICE_ID)
                ? Optional.of(members.uuid(DirectoryMembers.DEVICE_ID))
                : Optional.empty();
        return new PublishAnswer(device, time(members), links);
    }

    private static Optional<Duration> time(MapReader members) throws PayloadException {
        var unused = members.optionalInteger(DirectoryMembers.OLDER_TIME_TO_LIVE, 0, Integer.MAX_VALUE);
        boolean there = members.has(DirectoryMembers.TIME_TO_LIVE) || members.has(DirectoryMembers.OLDER_TIME_TO_LIVE);
        return there ? Optional.of(DirectoryMembers.timeToLive(members)) : Optional.empty();
    }
}
