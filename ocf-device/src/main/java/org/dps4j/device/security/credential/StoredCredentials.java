package org.dps4j.device.security.credential;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.dps4j.device.security.Change;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.payload.credential.Credential;
import org.dps4j.protocol.payload.credential.CredentialType;
import org.dps4j.protocol.payload.credential.Encoding;
import org.dps4j.protocol.payload.credential.PrivateData;
import org.dps4j.protocol.payload.credential.PublicData;
import org.dps4j.protocol.pki.Pem;

/** The way of a device's credentials into a store and back. */
public final class StoredCredentials {

    private StoredCredentials() {}

    /** All of {@code credentials} but those that the application installs, keys included: the caller guards them. */
    public static List<Credential> write(Credentials credentials) {
        return credentials.withoutInstalled().all().stream()
                .map(StoredCredentials::write)
                .toList();
    }

    /** The credentials that {@link #write(Credentials)} wrote. */
    public static Change<Credentials> read(List<Credential> stored) {
        List<DeviceCredential> credentials = new ArrayList<>();
        for (Credential credential : stored) {
            Change<DeviceCredential> read =
                    CredentialReader.read(credential, credential.id().orElse(0));
            if (read instanceof Change.Refused<DeviceCredential> refused) {
                return refused.as();
            }
            credentials.add(((Change.Applied<DeviceCredential>) read).value());
        }
        return new Change.Applied<>(new Credentials(credentials));
    }

    private static Credential write(DeviceCredential credential) {
        if (credential instanceof PresharedKeyCredential shared) {
            Credential written = Credential.ofSharedKey(shared.subject(), PrivateData.ofKey(shared.key()))
                    .withId(shared.id());
            return shared.tag().map(written::withTag).orElse(written);
        }
        CertificateCredential certificates = (CertificateCredential) credential;
        return new Credential(
                OptionalInt.of(certificates.id()),
                CredentialType.CERTIFICATE,
                certificates.subject(),
                Optional.of(certificates.usage()),
                Optional.of(PublicData.ofPem(Pem.encode(certificates.certificates()))),
                certificates
                        .privateKey()
                        .map(key ->
                                new PrivateData(Encoding.PEM, Secret.ofText(Pem.encode(key)), OptionalLong.empty())),
                certificates.role(),
                certificates.tag());
    }
}
