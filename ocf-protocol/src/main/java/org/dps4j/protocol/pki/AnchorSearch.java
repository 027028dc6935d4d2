package org.dps4j.protocol.pki;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.dps4j.protocol.pki.ChainVerdict.Trusted;

/**
 * Tries the ways from a leaf to an anchor until one is trusted: an authority may have been renewed under its name and key,
 * and be known by both certificates. Whoever sends the chain decides how many ways there are, so their number is bounded,
 * and so are the signatures that are verified to tell them apart.
 */
final class AnchorSearch {

    private static final int MOST_WAYS = 4;
    private static final int MOST_SIGNATURES = 16;

    private final List<X509Certificate> anchors;
    private final List<X509Certificate> pool;
    private final Function<List<X509Certificate>, ChainVerdict> judge;
    private int ways;
    private int signatures;
    private Optional<ChainVerdict> verdict = Optional.empty();
    private Optional<X509Certificate> end = Optional.empty();

    private AnchorSearch(
            CertificateChain chain, TrustAnchors anchors, Function<List<X509Certificate>, ChainVerdict> judge) {
        this.anchors = anchors.certificates();
        this.pool = chain.certificates().subList(1, chain.certificates().size());
        this.judge = judge;
    }

    /**
     * What {@code judge} says of the first way that it trusts, or else of the first one.
     *
     * @param judge gets a path, leaf first and anchor last
     */
    static ChainVerdict judge(
            CertificateChain chain, TrustAnchors anchors, Function<List<X509Certificate>, ChainVerdict> judge) {
        AnchorSearch search = new AnchorSearch(chain, anchors, judge);
        search.climb(List.of(chain.leaf()));
        return search.verdict.orElseGet(() -> ChainCheck.untrusted(
                ChainVerdict.Reason.UNKNOWN_ISSUER, search.end.orElseThrow(), "none of the trust anchors signed it"));
    }

    private void climb(List<X509Certificate> path) {
        X509Certificate current = path.get(path.size() - 1);
        if (anchors.contains(current)) {
            ways++;
            ChainVerdict found = judge.apply(path);
            if (verdict.isEmpty() || found instanceof Trusted) {
                verdict = Optional.of(found);
            }
            return;
        }
        List<X509Certificate> issuers = path.size() > CertificateChain.MAX_CERTIFICATES ? List.of() : issuers(path);
        if (issuers.isEmpty() && end.isEmpty()) {
            end = Optional.of(current);
        }
        for (X509Certificate issuer : issuers) {
            if (ways == MOST_WAYS || verdict.filter(Trusted.class::isInstance).isPresent()) {
                return;
            }
            List<X509Certificate> longer = new ArrayList<>(path);
            longer.add(issuer);
            climb(longer);
        }
    }

    // A signature costs more than all else here and is verified once more with the whole path: so one candidate is
    // taken
    // by its name alone, and only several are told apart by the signature.
    private List<X509Certificate> issuers(List<X509Certificate> path) {
        X509Certificate current = path.get(path.size() - 1);
        Set<X509Certificate> named = new LinkedHashSet<>(anchors);
        named.addAll(pool);
        named.removeIf(its -> !PathSearch.isNamedIssuer(its, current) || path.contains(its));
        if (named.size() < 2) {
            return List.copyOf(named);
        }
        List<X509Certificate> signers =
                named.stream().filter(its -> isSigner(its, current)).toList();
        return signers.isEmpty() ? List.of(named.iterator().next()) : signers;
    }

    private boolean isSigner(X509Certificate issuer, X509Certificate certificate) {
        return CertificateStrength.isUsable(issuer.getPublicKey())
                && signatures++ < MOST_SIGNATURES
                && PathSearch.signs(issuer, certificate);
    }
}
