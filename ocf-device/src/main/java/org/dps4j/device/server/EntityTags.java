package org.dps4j.device.server;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.dps4j.device.resource.core.TimeResource;
import org.dps4j.loop.Loop;
import org.dps4j.protocol.Bytes;

/**
 * The ETags of a device's resources: eight bytes, unique on the device, and the larger the later the resource changed.
 * They grow with the wall clock so that they stay ahead of those of an earlier run. Confined to the loop.
 */
final class EntityTags {

    private static final int WIDEST_STEP = 1000;
    private static final int REMEMBERED = 1024;
    /** The clock's representation is another one at every request, though nothing changed it. */
    private static final Set<String> NEVER_TAGGED = Set.of(TimeResource.HREF);

    private final Loop loop;
    private final Map<String, Long> tags = new HashMap<>();
    private final Set<Long> issued = new LinkedHashSet<>();
    private long latest;

    EntityTags(Loop loop) {
        this.loop = loop;
    }

    /** The resource changed. */
    void renew(String href) {
        latest = Math.max(latest, loop.now().toEpochMilli()) + 1 + loop.random().nextInt(WIDEST_STEP);
        tags.put(href, latest);
        issued.add(latest);
        if (issued.size() > REMEMBERED) {
            issued.remove(issued.iterator().next());
        }
    }

    /** The resource is gone. */
    void forget(String href) {
        tags.remove(href);
    }

    /** The tag of a resource's representation, by which it may be answered that there is nothing new. */
    Optional<Bytes> ofRepresentation(String href) {
        return NEVER_TAGGED.contains(href) ? Optional.empty() : Optional.of(of(href));
    }

    /** The tag of the last change of a resource. */
    Bytes of(String href) {
        return bytes(number(href));
    }

    /** The tag of the last change of any of these resources. */
    Bytes latestOf(Collection<String> hrefs) {
        return bytes(hrefs.stream().mapToLong(this::number).max().orElse(0));
    }

    /** The latest change that somebody knows who has these tags; empty if none of them is one of this run's. */
    OptionalLong known(List<Bytes> held) {
        return held.stream()
                .filter(tag -> tag.size() == Long.BYTES)
                .mapToLong(tag -> ByteBuffer.wrap(tag.toArray()).getLong())
                .filter(issued::contains)
                .max();
    }

    /** Whether the resource changed after the change with this number. */
    boolean isNewer(String href, long than) {
        return number(href) > than;
    }

    private long number(String href) {
        return tags.getOrDefault(href, 0L);
    }

    private static Bytes bytes(long number) {
        return Bytes.copyOf(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }
}
