package org.dps4j.testkit.pki;

import java.util.Set;
import org.bouncycastle.asn1.x509.KeyUsage;

/** The kinds of certificates that are minted, and what is right for each. */
enum CertificateKind {
    AUTHORITY(KeyUsage.keyCertSign | KeyUsage.cRLSign, Set.of()),
    DEVICE(KeyUsage.digitalSignature | KeyUsage.keyAgreement, Set.of(KeyPurpose.CLIENT_AUTH)),
    SERVER(KeyUsage.digitalSignature | KeyUsage.keyAgreement, Set.of(KeyPurpose.SERVER_AUTH)),
    IDENTITY(
            KeyUsage.digitalSignature | KeyUsage.keyAgreement,
            Set.of(KeyPurpose.CLIENT_AUTH, KeyPurpose.SERVER_AUTH, KeyPurpose.OCF_IDENTITY)),
    SELF_SIGNED(
            KeyUsage.digitalSignature | KeyUsage.keyAgreement, Set.of(KeyPurpose.CLIENT_AUTH, KeyPurpose.SERVER_AUTH));

    private final int keyUsage;
    private final Set<KeyPurpose> purposes;

    CertificateKind(int keyUsage, Set<KeyPurpose> purposes) {
        this.keyUsage = keyUsage;
        this.purposes = purposes;
    }

    KeyUsage keyUsage() {
        return new KeyUsage(keyUsage);
    }

    Set<KeyPurpose> purposes() {
        return purposes;
    }
}
