package org.dps4j.protocol.pki;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.dps4j.protocol.pki.ChainVerdict.Reason;
import org.dps4j.protocol.pki.ChainVerdict.Trusted;

/**
 * A certificate and those that came with it, leaf first; one to {@value #MAX_CERTIFICATES} of them, not necessarily in
 * order. Checks verify signatures: they take up to milliseconds and may run on any thread.
 */
public record CertificateChain(List<X509Certificate> certificates) {

    /** The most certificates a chain may hold. */
    public static final int MAX_CERTIFICATES = 16;

    public CertificateChain {
        certificates = List.copyOf(certificates);
        if (certificates.isEmpty() || certificates.size() > MAX_CERTIFICATES) {
            throw new IllegalArgumentException(
                    "a chain has 1 to " + MAX_CERTIFICATES + " certificates, not " + certificates.size());
        }
    }

    /**
     * Puts a leaf and what came with it in order: from {@code leaf} upwards as far as {@code pool} holds the issuer. What
     * does not belong is left out; the result always links.
     */
    public static CertificateChain build(X509Certificate leaf, List<X509Certificate> pool) {
        return new CertificateChain(PathSearch.upwards(leaf, pool));
    }

    /** The certificate the chain is about. */
    public X509Certificate leaf() {
        return certificates.get(0);
    }

    /** Whether each certificate is named and signed by the next, whatever their dates and extensions say. */
    public boolean links() {
        return IntStream.range(1, certificates.size())
                .allMatch(i -> PathSearch.isNamedIssuer(certificates.get(i), certificates.get(i - 1))
                        && PathSearch.signs(certificates.get(i), certificates.get(i - 1)));
    }

    /**
     * Judges the leaf, helped by the other certificates in any order, against {@code anchors} as if it were {@code at}
     * (RFC 5280 6; no revocation). An anchor must be valid at {@code at}, too; a leaf that is an anchor is trusted.
     */
    public ChainVerdict check(TrustAnchors anchors, Instant at) {
        return AnchorSearch.judge(this, anchors, path -> ChainCheck.check(path, at));
    }

    /**
     * Judges the leaf as if it were a moment when all certificates of its path were valid: for a device that does not
     * know the time yet. Certificates that were never valid together are not trusted.
     */
    public ChainVerdict checkWhateverTheTime(TrustAnchors anchors) {
        return AnchorSearch.judge(this, anchors, path -> ChainCheck.check(path, lastBegin(path)));
    }

    /** As {@link #check}, and the leaf must be valid for {@code host}, a DNS name or an IP address (RFC 9525). */
    public ChainVerdict checkServer(TrustAnchors anchors, Instant at, String host) {
        ChainVerdict verdict = check(anchors, at);
        return verdict instanceof Trusted && !ServerName.covers(leaf(), host)
                ? ChainCheck.untrusted(Reason.NAME_MISMATCH, leaf(), "it is not for " + host)
                : verdict;
    }

    private static Instant lastBegin(List<X509Certificate> path) {
        return path.stream()
                .map(its -> its.getNotBefore().toInstant())
                .max(Instant::compareTo)
                .orElseThrow();
    }
}
