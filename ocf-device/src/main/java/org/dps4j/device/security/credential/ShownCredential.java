package org.dps4j.device.security.credential;

import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.credential.CredentialType;
import org.dps4j.protocol.payload.credential.Encoding;
import org.dps4j.protocol.payload.credential.RoleId;
import org.dps4j.protocol.payload.credential.Subject;
import org.dps4j.protocol.pki.Pem;

/** A credential as {@code /oic/sec/cred} shows it: its private part is empty, whatever it is. */
public final class ShownCredential {

    private ShownCredential() {}

    /** The members of {@code credential} that anybody with the right may see. */
    public static CborMap of(DeviceCredential credential) {
        MapWriter members = new MapWriter()
                .integer("credid", credential.id())
                .integer("credtype", type(credential).wireValue())
                .text("subjectuuid", subject(credential.subject()))
                .value("privatedata", data("", Encoding.RAW));
        if (credential instanceof CertificateCredential certificates) {
            members.text("credusage", certificates.usage().wireValue())
                    .value("publicdata", data(Pem.encode(certificates.certificates()), Encoding.PEM));
            certificates.role().ifPresent(role -> members.value("roleid", role(role)));
        }
        return members.toMap();
    }

    private static CredentialType type(DeviceCredential credential) {
        return credential instanceof PresharedKeyCredential ? CredentialType.PSK : CredentialType.CERTIFICATE;
    }

    private static String subject(Subject subject) {
        return subject instanceof Subject.Device device ? device.id().toString() : "*";
    }

    private static CborMap data(String text, Encoding encoding) {
        return new MapWriter()
                .text("data", text)
                .text("encoding", encoding.wireValue())
                .toMap();
    }

    private static CborMap role(RoleId role) {
        MapWriter members = new MapWriter().text("role", role.role());
        role.authority().ifPresent(authority -> members.text("authority", authority));
        return members.toMap();
    }
}
