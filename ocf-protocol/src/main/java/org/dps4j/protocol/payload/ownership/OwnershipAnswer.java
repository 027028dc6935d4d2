package org.dps4j.protocol.payload.ownership;

import java.util.Objects;
import java.util.UUID;
import org.dps4j.protocol.payload.PayloadCodec;

/**
 * The answer of the service to GET {@code /api/v1/provisioning/ownership}: exactly one member, {@code devowneruuid}.
 *
 * @param owner who owns the device from now on
 */
public record OwnershipAnswer(UUID owner) {

    /** Its CBOR body. */
    public static final PayloadCodec<OwnershipAnswer> CODEC = new OwnershipAnswerCodec();

    public OwnershipAnswer {
        Objects.requireNonNull(owner, "owner");
    }
}
