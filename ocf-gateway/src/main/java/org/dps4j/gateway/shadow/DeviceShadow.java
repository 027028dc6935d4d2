package org.dps4j.gateway.shadow;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one registered device. Immutable: each change makes another one.
 *
 * @param owner whose device it is
 * @param resources by path
 */
public record DeviceShadow(
        UUID id, String owner, Instant registeredAt, Presence presence, SortedMap<String, ResourceShadow> resources) {

    private static final int MOST_OF_A_LINK = 65_536;

    public DeviceShadow {
        Objects.requireNonNull(id);
        Objects.requireNonNull(owner);
        Objects.requireNonNull(registeredAt);
        Objects.requireNonNull(presence);
        resources = Collections.unmodifiableSortedMap(new TreeMap<>(resources));
    }

    /** A device of which nothing is known but that it is registered. */
    public static DeviceShadow registered(UUID id, String owner, Instant at) {
        return new DeviceShadow(id, owner, at, Presence.UNSEEN, new TreeMap<>());
    }

    /** What is known of one resource. */
    public Optional<ResourceShadow> resource(String href) {
        return Optional.ofNullable(resources.get(href));
    }

    /** The paths that the device published. */
    public List<String> published() {
        return resources.values().stream()
                .filter(resource -> resource.link().isPresent())
                .map(ResourceShadow::href)
                .toList();
    }

    DeviceShadow with(Presence changed) {
        return new DeviceShadow(id, owner, registeredAt, changed, resources);
    }

    /** The same with these links, whose paths are in order already. */
    DeviceShadow withLinks(Collection<ResourceLink> links, ShadowLimits limits) throws ShadowFullException {
        for (ResourceLink link : links) {
            requireStorable("link", link.href(), ResourceLink.LIST_CODEC.encode(List.of(link)).length, MOST_OF_A_LINK);
        }
        SortedMap<String, ResourceShadow> changed = new TreeMap<>(resources);
        links.forEach(link -> changed.put(
                link.href(),
                changed.getOrDefault(link.href(), ResourceShadow.unknown(link.href()))
                        .with(link)));
        return within(changed, limits);
    }

    DeviceShadow withoutLinks(Collection<String> hrefs) {
        SortedMap<String, ResourceShadow> changed = new TreeMap<>(resources);
        hrefs.forEach(href -> changed.computeIfPresent(href, (path, known) -> keep(known.withoutLink())));
        return with(changed);
    }

    /** The same with what a resource says of itself now; this very shadow if it said so before. */
    DeviceShadow withRepresentation(String href, Bytes cbor, Instant now, ShadowLimits limits)
            throws ShadowFullException {
        ResourceShadow known = resources.getOrDefault(href, ResourceShadow.unknown(href));
        if (known.representation().filter(said -> said.cbor().equals(cbor)).isPresent()) {
            return this;
        }
        requireStorable("representation of", href, cbor.size(), Representation.LIMITS.size());
        SortedMap<String, ResourceShadow> changed = new TreeMap<>(resources);
        changed.put(href, known.with(new Representation(cbor, now)));
        return within(changed, limits);
    }

    /** The same without what these resources said of themselves. */
    DeviceShadow withoutRepresentations(Collection<String> hrefs) {
        SortedMap<String, ResourceShadow> changed = new TreeMap<>(resources);
        hrefs.forEach(href -> changed.computeIfPresent(href, (path, known) -> keep(known.withoutRepresentation())));
        return with(changed);
    }

    private static @Nullable ResourceShadow keep(ResourceShadow changed) {
        return changed.isUnknown() ? null : changed;
    }

    private DeviceShadow with(SortedMap<String, ResourceShadow> changed) {
        return new DeviceShadow(id, owner, registeredAt, presence, changed);
    }

    /** One that the store cannot take would keep what is known of all devices from being written. */
    private static void requireStorable(String what, String href, int bytes, int most) throws ShadowFullException {
        if (bytes > most) {
            throw new ShadowFullException(
                    "expected at most " + most + " bytes of the " + what + " " + href + ", found " + bytes);
        }
    }

    private DeviceShadow within(SortedMap<String, ResourceShadow> changed, ShadowLimits limits)
            throws ShadowFullException {
        if (changed.size() > limits.resources()) {
            throw new ShadowFullException(
                    "expected at most " + limits.resources() + " resources of one device, found " + changed.size());
        }
        long bytes = changed.values().stream().mapToLong(ResourceShadow::size).sum();
        if (bytes > limits.bytes()) {
            throw new ShadowFullException(
                    "expected at most " + limits.bytes() + " bytes of one device, found " + bytes);
        }
        return with(changed);
    }
}
