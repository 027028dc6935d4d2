package org.dps4j.protocol.payload.directory;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.payload.PayloadException;

/** What a device needs of the answer to its publication: which instance each path has in the directory. */
public final class PublishedInstances {

    private PublishedInstances() {}

    /**
     * The instances by their paths. A link without path or without instance is left out, and nothing else of the answer
     * is read: it repeats what the device published itself.
     */
    public static Map<String, Long> read(byte[] body) throws PayloadException {
        Map<String, Long> instances = new LinkedHashMap<>();
        for (MapReader link : MapReader.of(body).maps(DirectoryMembers.LINKS)) {
            Optional<String> href = link.optionalText(DirectoryMembers.PATH);
            OptionalLong instance = link.optionalInteger(DirectoryMembers.INSTANCE, 0, Long.MAX_VALUE);
            if (href.isPresent() && instance.isPresent()) {
                instances.put(href.get(), instance.getAsLong());
            }
        }
        return instances;
    }
}
