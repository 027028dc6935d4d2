package org.dps4j.protocol.coap;

import java.security.Principal;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.eclipse.californium.scandium.dtls.CertificateIdentityResult;
import org.eclipse.californium.scandium.dtls.CertificateType;
import org.eclipse.californium.scandium.dtls.ConnectionId;
import org.eclipse.californium.scandium.dtls.HandshakeResultHandler;
import org.eclipse.californium.scandium.dtls.SignatureAndHashAlgorithm;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite.CertificateKeyAlgorithm;
import org.eclipse.californium.scandium.dtls.cipher.XECDHECryptography.SupportedGroup;
import org.eclipse.californium.scandium.dtls.x509.CertificateProvider;
import org.eclipse.californium.scandium.util.ServerNames;

/** Shows one identity to every peer of DTLS, whatever authorities it names, as {@link IdentityKeyManager} does for TLS. */
final class DtlsIdentity implements CertificateProvider {

    private final TlsIdentity identity;

    DtlsIdentity(TlsIdentity identity) {
        this.identity = identity;
    }

    @Override
    public List<CertificateKeyAlgorithm> getSupportedCertificateKeyAlgorithms() {
        return List.of(
                CertificateKeyAlgorithm.getAlgorithm(identity.chain().get(0).getPublicKey()));
    }

    @Override
    public List<CertificateType> getSupportedCertificateTypes() {
        return List.of(CertificateType.X_509);
    }

    @Override
    public CertificateIdentityResult requestCertificateIdentity(
            ConnectionId cid,
            boolean client,
            List<X500Principal> issuers,
            ServerNames serverNames,
            List<CertificateKeyAlgorithm> keyAlgorithms,
            List<SignatureAndHashAlgorithm> signatureAlgorithms,
            List<SupportedGroup> curves) {
        return new CertificateIdentityResult(cid, identity.key(), identity.chain());
    }

    @Override
    public void setResultHandler(HandshakeResultHandler resultHandler) {}

    /** Names the certificate, never the key. */
    @Override
    public String toString() {
        Principal subject = identity.chain().get(0).getSubjectX500Principal();
        return "DtlsIdentity[" + subject + "]";
    }
}
