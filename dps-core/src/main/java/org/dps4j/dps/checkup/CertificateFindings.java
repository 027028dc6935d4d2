package org.dps4j.dps.checkup;

import java.security.PrivateKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.dps4j.protocol.pki.CertificateChain;
import org.dps4j.protocol.pki.ChainVerdict;
import org.dps4j.protocol.pki.KeyMatch;
import org.dps4j.protocol.pki.KeyPurpose;
import org.dps4j.protocol.pki.TrustAnchors;
import org.jspecify.annotations.Nullable;

/** What is to be said of key and chain whatever the time. Pure functions. */
public final class CertificateFindings {

    private static final String ANY_PURPOSE = "2.5.29.37.0";
    private static final int DIGITAL_SIGNATURE = 0;

    private CertificateFindings() {}

    /** Key, chain and key usage, as far as they could be read. */
    public static List<Finding> of(FactoryMaterial material) {
        List<Finding> findings = new ArrayList<>();
        findings.add(
                material.chain().isPresent() && material.key().isPresent()
                        ? key(material.key().get(), material.chain().get().get(0))
                        : Finding.skipped(Check.KEY, Check.FILES));
        findings.add(material.chain()
                .map(CertificateFindings::chain)
                .orElseGet(() -> Finding.skipped(Check.CHAIN, Check.FILES)));
        findings.add(material.chain()
                .map(chain -> usage(chain.get(0)))
                .orElseGet(() -> Finding.skipped(Check.USAGE, Check.FILES)));
        return List.copyOf(findings);
    }

    private static Finding key(PrivateKey key, X509Certificate certificate) {
        String tried = "sign with the key and verify with " + name(certificate);
        return KeyMatch.matches(key, certificate)
                ? Finding.ok(Check.KEY, tried, "they belong together")
                : Finding.fail(
                        Check.KEY,
                        tried,
                        "the key is another's, or no provider signs with it",
                        "put the key and the certificate of one device there; of a key in a token, add the provider");
    }

    private static Finding chain(List<X509Certificate> certificates) {
        String tried = "follow the issuers of " + name(certificates.get(0));
        if (certificates.size() > CertificateChain.MAX_CERTIFICATES || !new CertificateChain(certificates).links()) {
            return Finding.fail(
                    Check.CHAIN,
                    tried,
                    "the " + certificates.size() + " certificates do not sign one another",
                    "put the device's own first, then its issuers in their order");
        }
        X509Certificate last = certificates.get(certificates.size() - 1);
        return new CertificateChain(certificates).checkWhateverTheTime(TrustAnchors.of(List.of(last)))
                        instanceof ChainVerdict.Untrusted untrusted
                ? Finding.warn(
                        Check.CHAIN,
                        tried,
                        untrusted.reason() + ": " + untrusted.detail(),
                        "a service will hardly take it; have the manufacturer issue it again")
                : Finding.ok(
                        Check.CHAIN,
                        tried,
                        certificates.size() + (certificates.size() == 1 ? " certificate" : " certificates, linked")
                                + ", the last is signed by '" + last.getIssuerX500Principal() + "'");
    }

    private static Finding usage(X509Certificate leaf) {
        String tried = "read the key usages of " + name(leaf);
        boolean @Nullable [] usage = leaf.getKeyUsage();
        if (!KeyPurpose.CLIENT_AUTH.isListedIn(leaf)) {
            String remedy = "get a certificate that lists clientAuth";
            return isForAnything(leaf)
                    ? Finding.warn(
                            Check.USAGE,
                            tried,
                            "none of the extended ones is clientAuth by name, which dps-service expects",
                            remedy)
                    : Finding.fail(
                            Check.USAGE, tried, "expected clientAuth among the extended ones, found others", remedy);
        }
        return usage == null || usage[DIGITAL_SIGNATURE]
                ? Finding.ok(Check.USAGE, tried, "clientAuth and signing are allowed")
                : Finding.warn(
                        Check.USAGE,
                        tried,
                        "digitalSignature is not allowed, with which TLS proves the key",
                        "get a certificate that allows it");
    }

    private static boolean isForAnything(X509Certificate leaf) {
        try {
            @Nullable List<String> listed = leaf.getExtendedKeyUsage();
            return listed == null || listed.contains(ANY_PURPOSE);
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    static String name(X509Certificate certificate) {
        return "'" + certificate.getSubjectX500Principal() + "'";
    }
}
