package org.dps4j.protocol.payload.link;

import java.util.ArrayList;
import java.util.List;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborWriter;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.payload.PayloadCodec;
import org.dps4j.protocol.payload.PayloadException;

/**
 * A list of links as in the interface {@code oic.if.ll}. Also reads the lists of {@code oic.if.b}, where an entry holds
 * a representation besides, and of {@code oic.if.baseline}, where the list is the member {@code links} of an entry.
 */
final class ResourceLinksCodec implements PayloadCodec<List<ResourceLink>> {

    private static final String LINKS = "links";

    @Override
    public byte[] encode(List<ResourceLink> value) {
        return CborWriter.write(
                new CborArray(value.stream().<CborValue>map(LinkMembers::write).toList()));
    }

    @Override
    public List<ResourceLink> decode(byte[] body) throws PayloadException {
        List<ResourceLink> links = new ArrayList<>();
        for (MapReader entry : MapReader.listOf(body)) {
            List<MapReader> these = entry.has(LINKS) ? entry.maps(LINKS) : List.of(entry);
            for (MapReader link : these) {
                links.add(LinkMembers.read(link));
            }
        }
        return List.copyOf(links);
    }
}
