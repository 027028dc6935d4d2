package org.dps4j.service.enrollment;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.dps4j.protocol.pki.CertificateChain;
import org.dps4j.protocol.pki.OcfIdentity;
import org.dps4j.protocol.pki.TrustAnchors;

/**
 * The certificate authorities of a group.
 *
 * @param all in the order of the file, the one closest to the devices first
 * @param intermediates those that others signed
 * @param roots those that signed themselves; only they are trusted
 * @param names the subjects of all of them
 */
public record GroupAuthorities(
        List<X509Certificate> all, List<X509Certificate> intermediates, TrustAnchors roots, Set<X500Principal> names) {

    public GroupAuthorities {
        all = List.copyOf(all);
        intermediates = List.copyOf(intermediates);
        names = Set.copyOf(names);
    }

    /**
     * Takes a chain apart.
     *
     * @throws IllegalArgumentException if it is no chain of certificate authorities up to a root, saying why
     */
    public static GroupAuthorities of(List<X509Certificate> certificates) {
        for (X509Certificate certificate : certificates) {
            if (certificate.getBasicConstraints() < 0) {
                throw new IllegalArgumentException("'" + certificate.getSubjectX500Principal()
                        + "' is not a certificate authority; a group's chain holds authorities only, no device");
            }
        }
        List<X509Certificate> roots =
                certificates.stream().filter(GroupAuthorities::isRoot).toList();
        if (roots.isEmpty()) {
            throw new IllegalArgumentException("no self-signed root among its " + certificates.size()
                    + " certificates; append the root, the chain goes up to and including it");
        }
        X509Certificate first = certificates.get(0);
        CertificateChain linked = CertificateChain.build(first, certificates);
        X509Certificate top = linked.certificates().get(linked.certificates().size() - 1);
        if (!isRoot(top)) {
            throw new IllegalArgumentException("'" + first.getSubjectX500Principal()
                    + "' does not lead to a root; the issuer of '" + top.getSubjectX500Principal() + "' is missing");
        }
        return new GroupAuthorities(
                certificates,
                certificates.stream().filter(its -> !isRoot(its)).toList(),
                TrustAnchors.of(roots),
                certificates.stream()
                        .map(X509Certificate::getSubjectX500Principal)
                        .collect(Collectors.toSet()));
    }

    /** Whether any of the certificates names one of these authorities as its issuer: no signature is looked at. */
    public boolean isNamedAsIssuerIn(List<X509Certificate> presented) {
        return presented.stream().anyMatch(its -> names.contains(its.getIssuerX500Principal()));
    }

    /**
     * The certificate with this common name.
     *
     * @throws IllegalArgumentException if there is none, naming those there are
     */
    public X509Certificate named(String commonName) {
        return all.stream()
                .filter(certificate -> OcfIdentity.commonNameOf(certificate)
                        .filter(commonName::equals)
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no certificate with the common name '" + commonName
                        + "'; there are "
                        + String.join(
                                ", ",
                                all.stream()
                                        .map(its -> "'"
                                                + OcfIdentity.commonNameOf(its).orElse("(none)") + "'")
                                        .toList())));
    }

    /** Whether a certificate says of itself that it is a root. That it may be trusted is another question. */
    public static boolean isRoot(X509Certificate certificate) {
        return certificate.getBasicConstraints() >= 0
                && certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }
}
