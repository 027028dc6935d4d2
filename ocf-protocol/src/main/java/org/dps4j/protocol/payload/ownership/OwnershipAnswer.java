package org.dps4j.protocol.payload.ownership;

import java.util.Objects;
import java.util.UUID;

/**
 * The answer of the service to GET {@code /api/v1/provisioning/ownership}: exactly one member, {@code devowneruuid}.
 *
 * @param owner who owns the device from now on
 */
public record OwnershipAnswer(UUID owner) {

    public OwnershipAnswer {
        Objects.requireNonNull(owner, "owner");
    }
}
