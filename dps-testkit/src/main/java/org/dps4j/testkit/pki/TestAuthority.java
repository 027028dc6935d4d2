package org.dps4j.testkit.pki;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/**
 * A certificate authority for tests: a root or an intermediate with its key, and orders for what it issues. Immutable.
 *
 * <pre>{@code
 * TestAuthority root = TestPki.root("Manufacturer").mint();
 * TestAuthority factory = root.intermediate("Factory 1").mint();
 * TestCertificate device = factory.device("device 1").mint();
 * TestCertificate server = TestPki.root("Service").mint().server("localhost", "127.0.0.1").mint();
 * }</pre>
 */
public final class TestAuthority {

    private final TestCertificate own;

    TestAuthority(TestCertificate own) {
        this.own = own;
    }

    /** The certificate of this authority, to trust it. */
    public X509Certificate certificate() {
        return own.certificate();
    }

    /** The certificate of this authority as PEM text. */
    public String pem() {
        return own.certificatePem();
    }

    /** The certificate of this authority with its chain and key, to hand it to an issuer under test. */
    public TestCertificate withKey() {
        return own;
    }

    /** Orders another authority below this one. */
    public CertificateOrder<TestAuthority> intermediate(String commonName) {
        return order(CertificateKind.AUTHORITY, commonName, TestAuthority::new);
    }

    /** Orders a device's manufacturer certificate: purpose TLS client. */
    public CertificateOrder<TestCertificate> device(String commonName) {
        return order(CertificateKind.DEVICE, commonName, Function.identity());
    }

    /** Orders a server's certificate for these DNS names and IP addresses, the first of which is its common name. */
    public CertificateOrder<TestCertificate> server(String name, String... moreNames) {
        String[] names = new String[1 + moreNames.length];
        names[0] = name;
        System.arraycopy(moreNames, 0, names, 1, moreNames.length);
        return order(CertificateKind.SERVER, name, Function.<TestCertificate>identity())
                .names(names);
    }

    /** Orders a device's identity certificate as an OCF cloud issues it, with the common name {@code uuid:<device id>}. */
    public CertificateOrder<TestCertificate> identity(UUID deviceId) {
        return order(CertificateKind.IDENTITY, "uuid:" + deviceId, Function.identity());
    }

    /**
     * Issues an identity certificate with the common name and the key of a certificate signing request, and returns the
     * chain without the root.
     *
     * @throws IllegalArgumentException if the text is no such request, names nobody, or is not signed with its own key
     */
    public List<X509Certificate> answer(String signingRequestPem) {
        JcaPKCS10CertificationRequest request =
                new JcaPKCS10CertificationRequest(PemText.signingRequest(signingRequestPem));
        try {
            PublicKey key = request.getPublicKey();
            if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                throw new IllegalArgumentException("the signing request is not signed with the key it names");
            }
            return order(CertificateKind.IDENTITY, commonName(request), Function.identity())
                    .mintFor(key);
        } catch (GeneralSecurityException | OperatorCreationException | PKCSException failure) {
            throw new IllegalArgumentException("the signing request has a key that cannot be used", failure);
        }
    }

    private static String commonName(JcaPKCS10CertificationRequest request) {
        var names = request.getSubject().getRDNs(BCStyle.CN);
        if (names.length != 1) {
            throw new IllegalArgumentException(
                    "expected one common name in the signing request, found " + names.length);
        }
        return IETFUtils.valueToString(names[0].getFirst().getValue());
    }

    private <T> CertificateOrder<T> order(
            CertificateKind kind, String commonName, Function<TestCertificate, T> result) {
        return new CertificateOrder<>(kind, Optional.of(own), commonName, result);
    }

    @Override
    public String toString() {
        return "TestAuthority[" + certificate().getSubjectX500Principal() + "]";
    }
}
