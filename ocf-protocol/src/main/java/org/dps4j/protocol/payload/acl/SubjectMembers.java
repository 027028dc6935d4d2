package org.dps4j.protocol.payload.acl;

import java.util.Set;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.acl.AceSubject.ConnectionSubject;
import org.dps4j.protocol.payload.acl.AceSubject.DeviceSubject;
import org.dps4j.protocol.payload.acl.AceSubject.RoleSubject;

/** The {@code subject} of an access control entry, in exactly one of its three forms. */
final class SubjectMembers {

    private static final String UUID_NAME = "uuid";
    private static final String ROLE = "role";
    private static final String AUTHORITY = "authority";
    private static final String CONNECTION_TYPE = "conntype";

    private SubjectMembers() {}

    static CborMap write(AceSubject subject) {
        MapWriter members = new MapWriter();
        if (subject instanceof DeviceSubject device) {
            members.uuid(UUID_NAME, device.id());
        } else if (subject instanceof RoleSubject role) {
            members.text(ROLE, role.role());
            role.authority().ifPresent(authority -> members.text(AUTHORITY, authority));
        } else if (subject instanceof ConnectionSubject connection) {
            members.text(CONNECTION_TYPE, connection.type().wireValue());
        }
        return members.toMap();
    }

    static AceSubject read(MapReader members) throws PayloadException {
        if (members.has(UUID_NAME)) {
            members.refuseOthersThan(Set.of(UUID_NAME));
            return new DeviceSubject(members.uuid(UUID_NAME));
        }
        if (members.has(ROLE)) {
            members.refuseOthersThan(Set.of(ROLE, AUTHORITY));
            return new RoleSubject(members.word(ROLE), members.optionalText(AUTHORITY));
        }
        members.refuseOthersThan(Set.of(CONNECTION_TYPE));
        return new ConnectionSubject(
                members.choice(CONNECTION_TYPE, "auth-crypt or anon-clear", ConnectionType::ofWireValue));
    }
}
