package org.dps4j.protocol.pki;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds the way from a leaf upwards, among certificates in any order. */
final class PathSearch {

    private PathSearch() {}

    /** From {@code leaf} as far up as {@code pool} holds the issuer. */
    static List<X509Certificate> upwards(X509Certificate leaf, Collection<X509Certificate> pool) {
        List<X509Certificate> path = new ArrayList<>(List.of(leaf));
        List<X509Certificate> rest = new ArrayList<>(pool);
        rest.remove(leaf);
        X509Certificate current = leaf;
        while (path.size() < CertificateChain.MAX_CERTIFICATES && !isSelfIssued(current)) {
            Optional<X509Certificate> issuer = signerOf(current, rest);
            if (issuer.isEmpty()) {
                break;
            }
            current = issuer.get();
            path.add(current);
            rest.remove(current);
        }
        return path;
    }

    /**
     * From the leaf of {@code chain} up to the first anchor, which is the last of the path; a path that does not end with
     * an anchor ends with the certificate whose issuer is missing.
     */
    static List<X509Certificate> toAnchor(CertificateChain chain, TrustAnchors anchors) {
        List<X509Certificate> path = new ArrayList<>(List.of(chain.leaf()));
        List<X509Certificate> rest = new ArrayList<>(
                chain.certificates().subList(1, chain.certificates().size()));
        while (path.size() <= CertificateChain.MAX_CERTIFICATES) {
            X509Certificate current = path.get(path.size() - 1);
            if (anchors.certificates().contains(current)) {
                return path;
            }
            Optional<X509Certificate> issuer = likelySignerOf(current, anchors.certificates(), rest);
            if (issuer.isEmpty()) {
                return path;
            }
            path.add(issuer.get());
            rest.remove(issuer.get());
        }
        return path;
    }

    static boolean signs(X509Certificate issuer, X509Certificate certificate) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    static boolean isNamedIssuer(X509Certificate issuer, X509Certificate certificate) {
        return issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    private static Optional<X509Certificate> signerOf(X509Certificate certificate, List<X509Certificate> candidates) {
        return candidates.stream()
                .filter(its -> isNamedIssuer(its, certificate) && signs(its, certificate))
                .findFirst();
    }

    // A signature costs more than all else here and is verified once more with the whole path: so one candidate is
    // taken
    // by its name alone, and only several are told apart by the signature.
    private static Optional<X509Certificate> likelySignerOf(
            X509Certificate certificate, List<X509Certificate> anchors, List<X509Certificate> pool) {
        List<X509Certificate> candidates = new ArrayList<>(anchors);
        candidates.addAll(pool);
        candidates.removeIf(its -> !isNamedIssuer(its, certificate));
        if (candidates.size() < 2) {
            return candidates.stream().findFirst();
        }
        return signerOf(certificate, candidates).or(() -> candidates.stream().findFirst());
    }

    private static boolean isSelfIssued(X509Certificate certificate) {
        return isNamedIssuer(certificate, certificate);
    }
}
