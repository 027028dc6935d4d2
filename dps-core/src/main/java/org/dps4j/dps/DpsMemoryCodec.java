package org.dps4j.dps;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.endpoint.EndpointList;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborValue.CborSimple;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;

/** Writes the memory under the names that plgd's store uses, with the services that the application named beside it. */
final class DpsMemoryCodec {

    private static final String PROVISIONED = "hasBeenProvisionedSinceReset";
    private static final String NAMED = "named";

    private DpsMemoryCodec() {}

    static Bytes encode(DpsMemory memory) {
        MapWriter map =
                new MapWriter().value(PROVISIONED, memory.provisionedSinceReset() ? CborSimple.TRUE : CborSimple.FALSE);
        memory.moved().ifPresent(moved -> {
            write(map, moved.instead());
            MapWriter named = new MapWriter();
            write(named, moved.named());
            map.value(NAMED, named.toMap());
        });
        return Bytes.copyOf(map.toBytes());
    }

    static DpsMemory decode(byte[] content) throws PayloadException {
        MapReader map = MapReader.of(content);
        try {
            return new DpsMemory(
                    map.has(NAMED)
                            ? Optional.of(new DpsMemory.Moved(named(map.map(NAMED)), read(map)))
                            : Optional.empty(),
                    map.value(PROVISIONED) == CborSimple.TRUE);
        } catch (IllegalArgumentException e) {
            throw map.problem("services that a device can turn to", String.valueOf(e.getMessage()));
        }
    }

    private static void write(MapWriter map, EndpointList list) {
        if (list.selected().isEmpty()) {
            return;
        }
        DpsEndpoint selected = list.selected().get();
        map.text("ep", selected.uri().toString()).text("epname", selected.name().orElse(""));
        if (list.all().size() > 1) {
            map.value(
                    "eps",
                    new CborArray(list.all().stream()
                            .<CborValue>map(DpsMemoryCodec::entry)
                            .toList()));
        }
    }

    private static CborMap entry(DpsEndpoint endpoint) {
        return new MapWriter()
                .text("uri", endpoint.uri().toString())
                .text("name", endpoint.name().orElse(""))
                .toMap();
    }

    private static EndpointList named(MapReader map) throws PayloadException {
        return map.has("ep") ? read(map) : EndpointList.EMPTY;
    }

    private static EndpointList read(MapReader map) throws PayloadException {
        DpsEndpoint selected = endpoint(map.address("ep"), map.text("epname"));
        List<DpsEndpoint> all = new ArrayList<>();
        for (MapReader entry : map.optionalMaps("eps")) {
            all.add(endpoint(entry.address("uri"), entry.text("name")));
        }
        return new EndpointList(all.isEmpty() ? List.of(selected) : all, Optional.of(selected));
    }

    private static DpsEndpoint endpoint(URI uri, String name) {
        return new DpsEndpoint(uri, name.isEmpty() ? Optional.empty() : Optional.of(name));
    }
}
