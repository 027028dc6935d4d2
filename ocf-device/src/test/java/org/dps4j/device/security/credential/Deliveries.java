package org.dps4j.device.security.credential;

import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.dps4j.device.DeviceState;
import org.dps4j.protocol.payload.credential.Credential;
import org.dps4j.protocol.payload.credential.CredentialUsage;
import org.dps4j.protocol.payload.credential.PublicData;
import org.dps4j.protocol.payload.credential.Subject;
import org.dps4j.protocol.pki.EcCurve;
import org.dps4j.protocol.pki.EcKeys;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestPki;

/** Credentials as a provisioning service delivers them, issued by an authority of its own. */
public final class Deliveries {

    /** When every identity begins. */
    public static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final TestAuthority root = TestPki.root("Test Root").mint();
    private final TestAuthority intermediate =
            root.intermediate("Test Intermediate").mint();

    /** A new P-256 key pair. */
    public static KeyPair newKeys() {
        return EcKeys.generate(EcCurve.P256);
    }

    /** What the service delivers to {@code device}: an identity that is valid this long, and the trust anchor. */
    public List<Credential> to(DeviceState device, Duration validity) {
        return List.of(identity(device.id(), device.key().publicKey(), validity), trustAnchor());
    }

    /** An identity chain without the root. */
    public Credential identity(UUID id, PublicKey key, Duration validity) {
        List<X509Certificate> chain =
                intermediate.identity(id).validity(BEGIN, BEGIN.plus(validity)).mintFor(key);
        return Credential.ofCertificates(
                        new Subject.Device(id), CredentialUsage.IDENTITY_CERTIFICATE, PublicData.ofPem(pem(chain)))
                .withTag("dps");
    }

    /** The root as a trust anchor for anyone. */
    public Credential trustAnchor() {
        return Credential.ofCertificates(
                        new Subject.Anyone(),
                        CredentialUsage.TRUST_ANCHOR,
                        PublicData.ofPem(pem(List.of(rootCertificate()))))
                .withTag("dps");
    }

    /** The root. */
    public X509Certificate rootCertificate() {
        return root.certificate();
    }

    /** A manufacturer's chain for {@code key}. */
    public List<X509Certificate> manufacturerChain(PublicKey key) {
        return root.device("test device").mintFor(key);
    }

    private static String pem(List<X509Certificate> chain) {
        return chain.stream()
                .map(certificate -> block("CERTIFICATE", encoded(certificate)))
                .collect(Collectors.joining());
    }

    static String block(String what, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
