package org.dps4j.protocol.payload.acl;

import java.util.ArrayList;
import java.util.List;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadCodec;
import org.dps4j.protocol.payload.PayloadException;

/** The member {@code aclist2}; {@code rowneruuid} is refused, further ones are ignored. */
final class AclsAnswerCodec implements PayloadCodec<AclsAnswer> {

    private static final String ENTRIES = "aclist2";
    private static final String REDIRECT = "redirecturi";

    @Override
    public byte[] encode(AclsAnswer value) {
        List<CborValue> entries =
                value.entries().stream().<CborValue>map(EntryMembers::write).toList();
        MapWriter members = new MapWriter().value(ENTRIES, new CborArray(entries));
        value.redirect().ifPresent(redirect -> members.text(REDIRECT, redirect.toString()));
        return members.toBytes();
    }

    @Override
    public AclsAnswer decode(byte[] body) throws PayloadException {
        MapReader members = MapReader.of(body);
        members.refuse("rowneruuid");
        List<AccessControlEntry> entries = new ArrayList<>();
        for (MapReader entry : members.maps(ENTRIES)) {
            entries.add(EntryMembers.read(entry));
        }
        if (entries.isEmpty()) {
            throw members.problem(ENTRIES, "at least one access control entry", "an empty ACL answer");
        }
        return new AclsAnswer(entries, members.optionalAddress(REDIRECT));
    }
}
