package org.dps4j.protocol.payload.credential;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;

/** One entry of {@code creds}; members that no field stands for are ignored. */
final class CredentialMembers {

    private static final String ID = "credid";
    private static final String TYPE = "credtype";
    private static final String SUBJECT = "subjectuuid";
    private static final String USAGE = "credusage";
    private static final String PUBLIC_DATA = "publicdata";
    private static final String PRIVATE_DATA = "privatedata";
    private static final String ROLE_ID = "roleid";
    private static final String ROLE = "role";
    private static final String AUTHORITY = "authority";
    private static final String TAG = "tag";
    private static final String ANYONE = "*";

    private CredentialMembers() {}

    static CborMap write(Credential value) {
        MapWriter members = new MapWriter();
        value.id().ifPresent(id -> members.integer(ID, id));
        members.integer(TYPE, value.type().wireValue()).text(SUBJECT, subject(value.subject()));
        value.usage().ifPresent(usage -> members.text(USAGE, usage.wireValue()));
        value.publicData().ifPresent(data -> members.value(PUBLIC_DATA, DataMembers.write(data)));
        value.privateData().ifPresent(data -> members.value(PRIVATE_DATA, DataMembers.write(data)));
        value.role().ifPresent(role -> members.value(ROLE_ID, role(role)));
        value.tag().ifPresent(tag -> members.text(TAG, tag));
        return members.toMap();
    }

    static Credential read(MapReader members) throws PayloadException {
        OptionalLong id = members.optionalInteger(ID, 0, Integer.MAX_VALUE);
        CredentialType type = type(members);
        Optional<PrivateData> privateData =
                members.has(PRIVATE_DATA) ? DataMembers.readPrivate(members.map(PRIVATE_DATA)) : Optional.empty();
        if (type == CredentialType.PSK
                && privateData.flatMap(PrivateData::sharedKey).isEmpty()) {
            throw members.problem(PRIVATE_DATA, "a pre-shared key of 16 or 32 bytes", "none");
        }
        return new Credential(
                id.isPresent() ? OptionalInt.of((int) id.getAsLong()) : OptionalInt.empty(),
                type,
                members.choice(SUBJECT, "a UUID or *", CredentialMembers::subject),
                usage(members),
                members.has(PUBLIC_DATA) ? DataMembers.readPublic(members.map(PUBLIC_DATA)) : Optional.empty(),
                privateData,
                members.has(ROLE_ID) ? Optional.of(role(members.map(ROLE_ID))) : Optional.empty(),
                members.optionalText(TAG));
    }

    private static CredentialType type(MapReader members) throws PayloadException {
        long wireValue = members.integer(TYPE, 0, Integer.MAX_VALUE);
        return CredentialType.ofWireValue(wireValue)
                .orElseThrow(() -> members.problem(TYPE, "a type of credential", "integer " + wireValue));
    }

    private static Optional<CredentialUsage> usage(MapReader members) throws PayloadException {
        return members.has(USAGE)
                ? Optional.of(members.choice(USAGE, "a usage of credentials", CredentialUsage::ofWireValue))
                : Optional.empty();
    }

    private static String subject(Subject subject) {
        return subject instanceof Subject.Device device ? device.id().toString() : ANYONE;
    }

    private static Optional<Subject> subject(String text) {
        return text.equals(ANYONE)
                ? Optional.of(new Subject.Anyone())
                : MapReader.uuidOf(text).map(Subject.Device::new);
    }

    private static CborMap role(RoleId role) {
        MapWriter members = new MapWriter().text(ROLE, role.role());
        role.authority().ifPresent(authority -> members.text(AUTHORITY, authority));
        return members.toMap();
    }

    private static RoleId role(MapReader members) throws PayloadException {
        return new RoleId(members.word(ROLE), members.optionalText(AUTHORITY));
    }
}
