package org.dps4j.service.attestation;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.dps4j.protocol.pki.CertificateChain;
import org.dps4j.protocol.pki.CertificateValidity;
import org.dps4j.protocol.pki.ChainVerdict;
import org.dps4j.protocol.pki.KeyPurpose;
import org.dps4j.service.attestation.Verdict.GroupRefusal;
import org.dps4j.service.enrollment.EnrollmentGroup;
import org.dps4j.service.enrollment.ExpiredCertificates;
import org.dps4j.service.enrollment.GroupAuthorities;

/**
 * Decides to which enrollment group a device belongs, from the chain it presents and nothing else. One decision: the
 * group that trusts the chain is the group that provisions the device. Immutable, thread-safe, a pure function.
 *
 * <p>A group trusts a chain when it leads to one of the group's roots (RFC 5280 6), passes the group's lead certificate,
 * and its leaf lists {@code clientAuth}. Roots that the device sends are never trusted. Of several groups the one whose
 * lead certificate is closest to the device wins; of equals, the one configured first.
 */
public final class Attestation {

    /** The most certificates a device may present. */
    public static final int MAX_PRESENTED = 8;

    private final List<EnrollmentGroup> groups;

    public Attestation(List<EnrollmentGroup> groups) {
        this.groups = List.copyOf(groups);
    }

    /**
     * The verdict on a chain.
     *
     * @param presented what the device sent, its own certificate first
     * @param now the time by the clock of the service
     */
    public Verdict decide(List<X509Certificate> presented, Instant now) {
        return judge(presented, now).verdict();
    }

    /** The verdict on a chain, and what each group thinks of it. See {@link #decide}. */
    public Judgement judge(List<X509Certificate> presented, Instant now) {
        if (presented.isEmpty() || presented.size() > MAX_PRESENTED) {
            return Judgement.unasked("expected 1 to " + MAX_PRESENTED + " certificates, found " + presented.size());
        }
        X509Certificate leaf = presented.get(0);
        if (!KeyPurpose.CLIENT_AUTH.isListedIn(leaf)) {
            return Judgement.unasked("the certificate does not list clientAuth among its extended key usages");
        }
        List<GroupOpinion> opinions = new ArrayList<>();
        groups.forEach(group -> opinions.add(opinion(group, presented, now)));
        return Judgement.of(leaf, opinions);
    }

    private static GroupOpinion opinion(EnrollmentGroup group, List<X509Certificate> presented, Instant now) {
        if (!group.authorities().isNamedAsIssuerIn(presented)) {
            return new GroupRefusal(group, "none of its authorities is named as an issuer");
        }
        ChainVerdict verdict =
                chain(group, presented).check(group.authorities().roots(), at(group, presented.get(0), now));
        if (verdict instanceof ChainVerdict.Trusted trusted) {
            OptionalInt distance = distanceToLead(group, trusted.path());
            return distance.isPresent()
                    ? new GroupOpinion.Trust(group, distance.getAsInt(), end(group, trusted.path()))
                    : new GroupRefusal(group, "its lead certificate is not part of the chain");
        }
        ChainVerdict.Untrusted untrusted = (ChainVerdict.Untrusted) verdict;
        return new GroupRefusal(group, untrusted.reason() + ": " + untrusted.detail());
    }

    private static CertificateChain chain(EnrollmentGroup group, List<X509Certificate> presented) {
        List<X509Certificate> certificates = new ArrayList<>();
        certificates.add(presented.get(0));
        certificates.addAll(group.authorities().intermediates());
        presented.stream()
                .skip(1)
                .filter(its -> its.getBasicConstraints() >= 0 && !GroupAuthorities.isRoot(its))
                .filter(its -> !certificates.contains(its))
                .forEach(certificates::add);
        return new CertificateChain(
                certificates.subList(0, Math.min(certificates.size(), CertificateChain.MAX_CERTIFICATES)));
    }

    private static Instant at(EnrollmentGroup group, X509Certificate leaf, Instant now) {
        return group.expiredCertificates() == ExpiredCertificates.ACCEPT
                ? CertificateValidity.of(leaf).midpoint()
                : now;
    }

    private static Instant end(EnrollmentGroup group, List<X509Certificate> path) {
        return group.expiredCertificates() == ExpiredCertificates.ACCEPT
                ? Instant.MAX
                : path.stream()
                        .map(certificate -> certificate.getNotAfter().toInstant())
                        .min(Instant::compareTo)
                        .orElseThrow();
    }

    private static OptionalInt distanceToLead(EnrollmentGroup group, List<X509Certificate> path) {
        X509Certificate lead = group.lead();
        return IntStream.range(1, path.size())
                .filter(i -> path.get(i).getSubjectX500Principal().equals(lead.getSubjectX500Principal())
                        && path.get(i).getPublicKey().equals(lead.getPublicKey()))
                .findFirst();
    }
}
