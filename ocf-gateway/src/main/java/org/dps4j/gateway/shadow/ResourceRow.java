package org.dps4j.gateway.shadow;

import java.util.Objects;
import java.util.UUID;

/** What is kept of one resource of one device; a resource of which nothing is known is not kept. */
public record ResourceRow(UUID deviceId, ResourceShadow resource) {

    public ResourceRow {
        Objects.requireNonNull(deviceId);
        Objects.requireNonNull(resource);
    }

    /** Whether there is nothing to keep any more. */
    public boolean isGone() {
        return resource.isUnknown();
    }
}
