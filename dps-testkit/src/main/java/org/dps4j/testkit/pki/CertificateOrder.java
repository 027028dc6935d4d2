package org.dps4j.testkit.pki;

import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a certificate shall look like, before it is minted. Starts as a correct certificate of its kind, with a P-256 key
 * and valid from {@link TestPki#VALID_FROM} to {@link TestPki#VALID_UNTIL}; every method changes one thing.
 *
 * <pre>{@code
 * TestCertificate late = manufacturer.device("device 1").expired().mint();
 * }</pre>
 *
 * <p>Not thread-safe, and each method changes the order itself. {@link #mint()} may be called again: every call makes a new
 * certificate.
 *
 * @param <T> what is minted: a {@link TestCertificate}, or a {@link TestAuthority} that issues more of them
 */
public final class CertificateOrder<T> {

    private final Optional<TestCertificate> issuer;
    private final CertificateKind kind;
    private final Function<TestCertificate, T> result;
    private final String commonName;
    private KeyKind key = KeyKind.P256;
    private @Nullable KeyPair keys;
    private KeyOwner owner = KeyOwner.HOLDER;
    private Instant notBefore = TestPki.VALID_FROM;
    private Instant notAfter = TestPki.VALID_UNTIL;
    private Set<KeyPurpose> purposes;
    private List<String> names = List.of();

    CertificateOrder(
            CertificateKind kind,
            Optional<TestCertificate> issuer,
            String commonName,
            Function<TestCertificate, T> result) {
        this.kind = kind;
        this.issuer = issuer;
        this.commonName = commonName;
        this.result = result;
        this.purposes = kind.purposes();
    }

    /** Mints with a key of this kind. */
    public CertificateOrder<T> key(KeyKind key) {
        this.key = key;
        this.keys = null;
        return this;
    }

    /** Mints for these keys, for instance to renew a certificate without changing them. */
    public CertificateOrder<T> keys(KeyPair keys) {
        this.keys = keys;
        return this;
    }

    /** Returns a private key that does not belong to the certificate. */
    public CertificateOrder<T> wrongKey() {
        this.owner = KeyOwner.SOMEBODY_ELSE;
        return this;
    }

    /** Valid from and until these instants, which certificates keep in whole seconds. */
    public CertificateOrder<T> validity(Instant from, Instant until) {
        this.notBefore = from;
        this.notAfter = until;
        return this;
    }

    /** Valid in the year 2020 only. */
    public CertificateOrder<T> expired() {
        return validity(TestPki.VALID_FROM, Instant.parse("2020-12-31T23:59:59Z"));
    }

    /** Valid in the year 2049 only. */
    public CertificateOrder<T> notYetValid() {
        return validity(Instant.parse("2049-01-01T00:00:00Z"), TestPki.VALID_UNTIL);
    }

    /** With exactly these purposes in its extended key usage. */
    public CertificateOrder<T> purposes(KeyPurpose first, KeyPurpose... more) {
        this.purposes = EnumSet.of(first, more);
        return this;
    }

    /** With an extended key usage that no TLS connection accepts. */
    public CertificateOrder<T> wrongPurpose() {
        return purposes(KeyPurpose.CODE_SIGNING);
    }

    /** Without the extended key usage extension. */
    public CertificateOrder<T> withoutPurposes() {
        this.purposes = Set.of();
        return this;
    }

    /** With these DNS names, IP addresses and directory names (such as {@code CN=role}) as subject alternative names. */
    public CertificateOrder<T> names(String... namesAndAddresses) {
        this.names = List.of(namesAndAddresses);
        return this;
    }

    /** Makes the certificate. */
    public T mint() {
        KeyPair pair = keys == null ? key.newKeys() : keys;
        KeyPair handedOut = owner == KeyOwner.HOLDER ? pair : key.otherKeys();
        X509Certificate certificate = minter().mint(
                        pair.getPublic(),
                        issuer.map(TestCertificate::privateKey).orElse(pair.getPrivate()));
        return result.apply(new TestCertificate(
                chainOf(certificate), issuer.map(TestCertificate::root).orElse(certificate), handedOut.getPrivate()));
    }

    /** Makes the certificate for a public key whose private key is elsewhere, and returns its chain without the root. */
    public List<X509Certificate> mintFor(PublicKey publicKey) {
        TestCertificate by = issuer.orElseThrow(
                () -> new IllegalStateException("nobody can sign a certificate for itself without its private key"));
        return chainOf(minter().mint(publicKey, by.privateKey()));
    }

    private Minter minter() {
        return new Minter(
                kind, issuer.map(TestCertificate::certificate), commonName, notBefore, notAfter, purposes, names);
    }

    private List<X509Certificate> chainOf(X509Certificate certificate) {
        Stream<X509Certificate> issuers =
                issuer.stream().flatMap(by -> by.chain().stream().filter(above -> !above.equals(by.root())));
        return Stream.concat(Stream.of(certificate), issuers).toList();
    }

    private enum KeyOwner {
        HOLDER,
        SOMEBODY_ELSE
    }
}
