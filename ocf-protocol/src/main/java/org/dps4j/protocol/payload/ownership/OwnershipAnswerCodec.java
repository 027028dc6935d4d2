package org.dps4j.protocol.payload.ownership;

import java.util.Set;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadCodec;
import org.dps4j.protocol.payload.PayloadException;

/** Exactly one member, {@code devowneruuid}; any other is refused. */
final class OwnershipAnswerCodec implements PayloadCodec<OwnershipAnswer> {

    private static final String OWNER = "devowneruuid";

    @Override
    public byte[] encode(OwnershipAnswer value) {
        return new MapWriter().uuid(OWNER, value.owner()).toBytes();
    }

    @Override
    public OwnershipAnswer decode(byte[] body) throws PayloadException {
        MapReader members = MapReader.of(body);
        members.refuseOthersThan(Set.of(OWNER));
        return new OwnershipAnswer(members.uuid(OWNER));
    }
}
