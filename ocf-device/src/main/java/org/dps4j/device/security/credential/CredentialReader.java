package org.dps4j.device.security.credential;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.dps4j.device.security.Change;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.payload.credential.Credential;
import org.dps4j.protocol.payload.credential.Encoding;
import org.dps4j.protocol.payload.credential.PrivateData;
import org.dps4j.protocol.payload.credential.PublicData;
import org.dps4j.protocol.pki.Pem;
import org.dps4j.protocol.pki.PemException;

/** Makes a credential that can be used out of one as it stands on the wire or in a store, or says why it cannot. */
final class CredentialReader {

    private CredentialReader() {}

    /** Reads {@code credential}, which gets the id {@code id}. */
    static Change<DeviceCredential> read(Credential credential, int id) {
        return switch (credential.type()) {
            case PSK -> presharedKey(credential, id);
            case CERTIFICATE -> certificates(credential, id);
            default ->
                new Change.Refused<>("a pre-shared key or certificates", "a credential of type " + credential.type());
        };
    }

    private static Change<DeviceCredential> presharedKey(Credential credential, int id) {
        Optional<Secret> key = credential.privateData().flatMap(PrivateData::sharedKey);
        return key.isPresent()
                ? new Change.Applied<>(
                        new PresharedKeyCredential(id, credential.subject(), key.get(), credential.tag()))
                : new Change.Refused<>("a pre-shared key of 16 or 32 bytes", "none");
    }

    private static Change<DeviceCredential> certificates(Credential credential, int id) {
        if (credential.usage().isEmpty() || credential.publicData().isEmpty()) {
            return new Change.Refused<>(
                    "a certificate credential with a usage and public data",
                    credential.usage().isEmpty() ? "no usage" : "no public data");
        }
        PublicData data = credential.publicData().get();
        if (data.encoding() != Encoding.PEM) {
            return new Change.Refused<>("certificates in PEM", data.encoding().wireValue());
        }
        Optional<PrivateData> secret = credential.privateData();
        if (secret.isPresent() && secret.get().encoding() != Encoding.PEM) {
            return new Change.Refused<>(
                    "a certificate's key in PEM", secret.get().encoding().wireValue());
        }
        try {
            List<X509Certificate> chain = Pem.certificates(data.text());
            Optional<PrivateKey> key =
                    secret.isPresent() ? Optional.of(privateKey(secret.get().data())) : Optional.empty();
            return new Change.Applied<>(new CertificateCredential(
                    id,
                    credential.subject(),
                    credential.usage().get(),
                    chain,
                    key,
                    credential.role(),
                    credential.tag()));
        } catch (PemException e) {
            return new Change.Refused<>(e.expected(), e.found());
        }
    }

    private static PrivateKey privateKey(Secret pem) throws PemException {
        return Pem.privateKey(pem.isText() ? pem.revealText() : "");
    }
}
