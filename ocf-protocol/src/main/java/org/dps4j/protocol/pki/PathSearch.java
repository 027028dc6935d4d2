package org.dps4j.protocol.pki;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds the way from a leaf upwards, among certificates of our own in any order. */
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

    private static boolean isSelfIssued(X509Certificate certificate) {
        return isNamedIssuer(certificate, certificate);
    }
}
