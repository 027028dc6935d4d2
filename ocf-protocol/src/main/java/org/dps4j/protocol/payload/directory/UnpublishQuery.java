package org.dps4j.protocol.payload.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.QueryParts;

/**
 * The query of DELETE {@code /oic/rd}: resources that the device has no longer.
 *
 * @param deviceId the id of the device
 * @param instances the instances of the links in the directory; none means all of them
 */
public record UnpublishQuery(UUID deviceId, List<Long> instances) {

    /** How many instances {@link #pack} puts into one request. */
    public static final int MOST_OF_ONE_REQUEST = 10;

    private static final int MOST_READ = 1_000;

    public UnpublishQuery {
        Objects.requireNonNull(deviceId, "deviceId");
        instances = List.copyOf(instances);
    }

    /** As many requests as it takes to unpublish all of {@code instances}; none for none. */
    public static List<UnpublishQuery> pack(UUID deviceId, List<Long> instances) {
        List<UnpublishQuery> queries = new ArrayList<>();
        for (int from = 0; from < instances.size(); from += MOST_OF_ONE_REQUEST) {
            int to = Math.min(instances.size(), from + MOST_OF_ONE_REQUEST);
            queries.add(new UnpublishQuery(deviceId, instances.subList(from, to)));
        }
        return List.copyOf(queries);
    }

    /** The parts of the query, one for each Uri-Query option. */
    public List<String> toParts() {
        List<String> parts = new ArrayList<>();
        parts.add(DirectoryMembers.DEVICE_ID + "=" + deviceId);
        instances.forEach(instance -> parts.add(DirectoryMembers.INSTANCE + "=" + instance));
        return List.copyOf(parts);
    }

    /** Reads the parts of a query, each with one name and value or with several joined by {@code &}. */
    public static UnpublishQuery ofParts(List<String> query) throws PayloadException {
        QueryParts parts = QueryParts.of(query);
        String device = parts.only(DirectoryMembers.DEVICE_ID)
                .orElseThrow(() -> new PayloadException(DirectoryMembers.DEVICE_ID, "a UUID", "none"));
        UUID deviceId = MapReader.uuidOf(device)
                .orElseThrow(
                        () -> new PayloadException(DirectoryMembers.DEVICE_ID, "a UUID", MapReader.quoted(device)));
        List<String> texts = parts.all(DirectoryMembers.INSTANCE);
        if (texts.size() > MOST_READ) {
            throw new PayloadException(
                    DirectoryMembers.INSTANCE, "at most " + MOST_READ + " values", texts.size() + " values");
        }
        List<Long> instances = new ArrayList<>();
        for (String text : texts) {
            instances.add(instance(text));
        }
        return new UnpublishQuery(deviceId, instances);
    }

    private static long instance(String text) throws PayloadException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new PayloadException(DirectoryMembers.INSTANCE, "an integer", MapReader.quoted(text));
        }
    }
}
