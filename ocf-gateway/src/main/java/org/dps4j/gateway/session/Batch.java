package org.dps4j.gateway.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.gateway.shadow.Href;
import org.dps4j.gateway.shadow.Representation;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.cbor.CborReader;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborValue.CborText;
import org.dps4j.protocol.cbor.CborWriter;
import org.dps4j.protocol.payload.PayloadException;

/**
 * What a device says of several resources in one message: the interface {@code oic.if.b} of {@code /oic/res} (ocf-cloud
 * 6.3), all of them or those that changed.
 *
 * @param items without those of other devices and of paths that cannot be
 */
record Batch(List<Item> items) {

    private static final List<String> MAY_BE_EMPTY = List.of("/oc/wk/introspection", "/oic/sec/");

    /**
     * One resource.
     *
     * @param representation what it says of itself; none if it is gone
     */
    record Item(String href, Optional<Bytes> representation) {}

    Batch {
        items = List.copyOf(items);
    }

    static Batch read(UUID device, byte[] body) throws PayloadException {
        CborValue whole = CborReader.read(body, Representation.LIMITS);
        if (!(whole instanceof CborArray array)) {
            throw new PayloadException("", "an array", whole.toString());
        }
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < array.items().size(); i++) {
            item(device, "[" + i + "]", array.items().get(i)).ifPresent(items::add);
        }
        return new Batch(items);
    }

    private static Optional<Item> item(UUID device, String where, CborValue value) throws PayloadException {
        if (!(value instanceof CborMap map) || !(map.members().get("href") instanceof CborText href)) {
            throw new PayloadException(where, "a map with the path of a resource", value.toString());
        }
        CborValue representation = map.members().get("rep");
        if (representation == null) {
            throw new PayloadException(where + ".rep", "a member of this name", "none");
        }
        return Href.of(href.text(), device).flatMap(path -> item(path, representation));
    }

    private static Optional<Item> item(String path, CborValue representation) {
        if (!(representation instanceof CborMap map && map.members().equals(Map.of()))) {
            return Optional.of(new Item(path, Optional.of(Bytes.copyOf(CborWriter.write(representation)))));
        }
        return MAY_BE_EMPTY.stream().anyMatch(path::startsWith)
                ? Optional.empty()
                : Optional.of(new Item(path, Optional.empty()));
    }
}
