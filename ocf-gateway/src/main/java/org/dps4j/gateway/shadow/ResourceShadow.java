package org.dps4j.gateway.shadow;

import java.util.Objects;
import java.util.Optional;
import org.dps4j.protocol.payload.link.ResourceLink;

/**
 * What is known of one resource of a device.
 *
 * @param href its path, with a slash in front and none at the end
 * @param link as the device published it, if it did
 * @param representation what it last said of itself, if it did
 */
public record ResourceShadow(String href, Optional<ResourceLink> link, Optional<Representation> representation) {

    public ResourceShadow {
        Objects.requireNonNull(link);
        Objects.requireNonNull(representation);
        if (!href.startsWith("/")) {
            throw new IllegalArgumentException("expected a path that begins with a slash, found '" + href + "'");
        }
    }

    /** Nothing known of the resource yet. */
    static ResourceShadow unknown(String href) {
        return new ResourceShadow(href, Optional.empty(), Optional.empty());
    }

    ResourceShadow with(ResourceLink published) {
        return new ResourceShadow(href, Optional.of(published), representation);
    }

    ResourceShadow withoutLink() {
        return new ResourceShadow(href, Optional.empty(), representation);
    }

    ResourceShadow with(Representation said) {
        return new ResourceShadow(href, link, Optional.of(said));
    }

    ResourceShadow withoutRepresentation() {
        return new ResourceShadow(href, link, Optional.empty());
    }

    boolean isUnknown() {
        return link.isEmpty() && representation.isEmpty();
    }

    int size() {
        return representation.map(said -> said.cbor().size()).orElse(0);
    }
}
