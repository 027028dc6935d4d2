package org.dps4j.device.security.credential;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dps4j.protocol.payload.credential.CredentialUsage;
import org.dps4j.protocol.payload.credential.RoleId;
import org.dps4j.protocol.payload.credential.Subject;

/**
 * A certificate chain or trust anchors. It prints neither its key nor that there is one.
 *
 * @param certificates a chain, leaf first, or the anchors; at least one
 * @param privateKey the leaf's key where it is not the device's own; {@code getEncoded()} is never called on an installed
 *     one, so that it may live in a token
 */
public record CertificateCredential(
        int id,
        Subject subject,
        CredentialUsage usage,
        List<X509Certificate> certificates,
        Optional<PrivateKey> privateKey,
        Optional<RoleId> role,
        Optional<String> tag)
        implements DeviceCredential {

    public CertificateCredential {
        Credentials.requireId(id);
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(usage, "usage");
        certificates = List.copyOf(certificates);
        Objects.requireNonNull(privateKey, "privateKey");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(tag, "tag");
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("a credential of certificates has at least one");
        }
    }

    /** The first certificate: of a chain the one that speaks for the device. */
    public X509Certificate leaf() {
        return certificates.get(0);
    }

    @Override
    public CertificateCredential withId(int other) {
        return new CertificateCredential(other, subject, usage, certificates, privateKey, role, tag);
    }

    @Override
    public boolean isInstalled() {
        return (usage == CredentialUsage.MANUFACTURER_CERTIFICATE || usage == CredentialUsage.MANUFACTURER_TRUST_ANCHOR)
                && !isProvisioned();
    }

    @Override
    public String toString() {
        return "CertificateCredential[" + id + ", " + usage + ", " + leaf().getSubjectX500Principal() + "]";
    }
}
