package org.dps4j.protocol.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * A certificate authority in this process: its chain, its key, and what it may issue. Every certificate gets a random
 * serial of 128 bits, a hash as strong as the issuer's curve, and a validity no longer than that of any CA above it.
 * Thread-safe; make it once and keep it.
 */
public final class CertificateIssuer {

    private static final int SERIAL_BITS = 128;

    private final CertificateChain chain;
    private final IssuerSignature signature;
    private final X500Name name;
    private final AuthorityKeyIdentifier keyIdentifier;

    private CertificateIssuer(CertificateChain chain, IssuerSignature signature) {
        this.chain = chain;
        this.signature = signature;
        this.name = X500Name.getInstance(chain.leaf().getSubjectX500Principal().getEncoded());
        this.keyIdentifier = new AuthorityKeyIdentifier(KeyIdentifier.of(chain.leaf()));
    }

    /**
     * An issuer from its chain (its own certificate first, each signed by the next) and key. Software keys sign with
     * BouncyCastle, keys of hardware with the provider the runtime finds for them.
     */
    public static CertificateIssuer of(CertificateChain chain, PrivateKey key, SecureRandom random)
            throws IssuanceException {
        requireAuthority(chain);
        return new CertificateIssuer(chain, IssuerSignature.of(key, chain.leaf().getPublicKey(), random));
    }

    /** As {@link #of(CertificateChain, PrivateKey, SecureRandom)}, signing with {@code signatures}. */
    public static CertificateIssuer of(CertificateChain chain, PrivateKey key, SecureRandom random, Provider signatures)
            throws IssuanceException {
        requireAuthority(chain);
        return new CertificateIssuer(chain, IssuerSignature.of(key, chain.leaf().getPublicKey(), random, signatures));
    }

    /** A new root that signed itself. */
    public static CertificateIssuer root(
            KeyPair keys, String commonName, CertificateValidity validity, SecureRandom random)
            throws IssuanceException {
        IssuerSignature signature = IssuerSignature.of(keys.getPrivate(), keys.getPublic(), random);
        X500Name name = name(commonName);
        try {
            X509Certificate root = sign(
                    signature,
                    name,
                    name,
                    keys.getPublic(),
                    validity,
                    CertificateProfile.root(keys.getPublic()).generate());
            return new CertificateIssuer(new CertificateChain(List.of(root)), signature);
        } catch (IOException e) {
            throw new IllegalStateException("the extensions cannot be encoded", e);
        }
    }

    /** A new issuer below this one, which may issue end certificates only. */
    public CertificateIssuer intermediate(KeyPair keys, String commonName, CertificateValidity validity)
            throws IssuanceException {
        if (certificate().getBasicConstraints() == 0) {
            throw new IssuanceException(
                    "an authority that allows another one below it",
                    Certificates.shown(certificate()) + ", which issues end certificates only",
                    "make the authority below the root");
        }
        IssuerSignature below = signature.withKey(keys.getPrivate(), keys.getPublic());
        X509Certificate certificate =
                issue(keys.getPublic(), commonName, validity, () -> CertificateProfile.intermediate(keys.getPublic()));
        return new CertificateIssuer(
                new CertificateChain(Stream.concat(Stream.of(certificate), chain.certificates().stream())
                        .toList()),
                below);
    }

    /** A TLS server's certificate for {@code hosts}, DNS names or IP addresses. */
    public X509Certificate server(PublicKey key, String commonName, List<String> hosts, CertificateValidity validity)
            throws IssuanceException {
        return issue(key, commonName, validity, () -> CertificateProfile.server(hosts));
    }

    /** A manufacturer certificate, with which a device proves itself to a provisioning service. */
    public X509Certificate manufacturer(PublicKey key, String commonName, CertificateValidity validity)
            throws IssuanceException {
        return issue(key, commonName, validity, CertificateProfile::manufacturer);
    }

    /** The certificate of a hub's gateway, server and client, {@code CN=uuid:hubId}, for {@code hosts}. */
    public X509Certificate hub(PublicKey key, UUID hubId, List<String> hosts, CertificateValidity validity)
            throws IssuanceException {
        return issue(key, OcfIdentity.commonName(hubId), validity, () -> CertificateProfile.hub(hosts));
    }

    /**
     * The OCF identity certificate of a device, {@code CN=uuid:deviceId} (OCF Security, "Certificate profiles"). Nothing
     * of a request goes into it but the key and the id.
     */
    public X509Certificate identity(PublicKey key, UUID deviceId, CertificateValidity validity)
            throws IssuanceException {
        return issue(key, OcfIdentity.commonName(deviceId), validity, CertificateProfile::identity);
    }

    /** The issuer's own certificate first, up to the root where it is known. */
    public CertificateChain chain() {
        return chain;
    }

    /** The issuer's own certificate. */
    public X509Certificate certificate() {
        return chain.leaf();
    }

    private X509Certificate issue(PublicKey key, String commonName, CertificateValidity validity, Profile profile)
            throws IssuanceException {
        if (EcCurve.of(key).isEmpty()) {
            throw new IssuanceException("a public key on P-256 or P-384", "another one", "make the key on P-256");
        }
        CertificateValidity clipped = validity.within(chain.certificates())
                .orElseThrow(() -> new IssuanceException(
                        "a validity that overlaps that of every CA of the chain",
                        validity.notBefore() + " to " + validity.notAfter(),
                        "check the clock, or renew the authority " + Certificates.shown(chain.leaf())));
        try {
            ExtensionsGenerator extensions = profile.extensions();
            extensions.addExtension(Extension.authorityKeyIdentifier, false, keyIdentifier);
            return sign(signature, name, name(commonName), key, clipped, extensions.generate());
        } catch (IOException e) {
            throw new IllegalStateException("the extensions cannot be encoded", e);
        }
    }

    private static X509Certificate sign(
            IssuerSignature signature,
            X500Name issuer,
            X500Name subject,
            PublicKey key,
            CertificateValidity validity,
            Extensions extensions)
            throws IssuanceException {
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                issuer,
                serial(signature.random()),
                Date.from(validity.notBefore()),
                Date.from(validity.notAfter()),
                subject,
                SubjectPublicKeyInfo.getInstance(key.getEncoded()));
        try {
            for (var oid : extensions.getExtensionOIDs()) {
                builder.addExtension(extensions.getExtension(oid));
            }
            return Certificates.parse(builder.build(signature.signer()).getEncoded());
        } catch (IOException | OperatorCreationException | CertificateException | RuntimeException e) {
            throw new IssuanceException(
                    "the issuer's key to sign a certificate",
                    "a provider that does not (" + e.getClass().getSimpleName() + ")",
                    "check the provider and the key it holds");
        }
    }

    // The top bit is set, so that a serial is positive, never zero and always as long.
    private static BigInteger serial(SecureRandom random) {
        return new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1);
    }

    private static X500Name name(String commonName) {
        return new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
    }

    private static void requireAuthority(CertificateChain chain) throws IssuanceException {
        X509Certificate own = chain.leaf();
        if (own.getBasicConstraints() < 0 || own.getKeyUsage() != null && !own.getKeyUsage()[5]) {
            throw new IssuanceException(
                    "a certificate that may issue others",
                    Certificates.shown(own) + ", which may not",
                    "put the certificate of the authority first");
        }
        if (!chain.links()) {
            throw new IssuanceException(
                    "a chain in which each certificate is signed by the next",
                    "one that breaks",
                    "put the certificate of the authority first, then the one that signed it, up to the root");
        }
    }

    private interface Profile {
        ExtensionsGenerator extensions() throws IOException;
    }
}
