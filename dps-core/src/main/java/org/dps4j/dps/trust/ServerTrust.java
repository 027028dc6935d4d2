package org.dps4j.dps.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dps4j.protocol.pki.CertificateChain;
import org.dps4j.protocol.pki.ChainVerdict;
import org.dps4j.protocol.pki.Fingerprint;
import org.dps4j.protocol.pki.ServerUsage;
import org.dps4j.protocol.pki.TrustAnchors;

/**
 * Decides whether a device trusts a provisioning service: the one place where that is decided. A pure function of the
 * chain; may be used from any thread.
 *
 * <p>The fingerprint is one more way to be trusted, not a condition: the certificate that has it is taken for an anchor,
 * whatever the dates. The expected names are a condition, whoever vouches for the certificate.
 *
 * @param anchors the manufacturer's trust anchors
 * @param fingerprint the hash of a certificate that may be anywhere in the service's chain
 * @param verification whether the chain is looked at
 * @param expected which names the service's own certificate must bear
 * @param dates whether dates count for a chain that leads to an anchor
 * @param at the device's time
 */
public record ServerTrust(
        TrustAnchors anchors,
        Optional<Fingerprint> fingerprint,
        ServerVerification verification,
        ExpectedServer expected,
        CertificateDates dates,
        Instant at) {

    /** Judges what the service sent, its own certificate first. */
    public TrustVerdict judge(List<X509Certificate> sent) {
        if (sent.isEmpty() || sent.size() > CertificateChain.MAX_CERTIFICATES) {
            return new TrustVerdict.Refused(
                    "expected 1 to " + CertificateChain.MAX_CERTIFICATES + " certificates from the service, found "
                            + sent.size(),
                    TrustVerdict.Fault.CHAIN);
        }
        CertificateChain chain = new CertificateChain(sent);
        Optional<String> misused = ServerUsage.refusal(chain.leaf());
        if (misused.isPresent()) {
            return new TrustVerdict.Refused(misused.get(), TrustVerdict.Fault.CHAIN);
        }
        Optional<String> misnamed = expected.refusal(chain.leaf());
        if (misnamed.isPresent()) {
            return new TrustVerdict.Refused(misnamed.get(), TrustVerdict.Fault.NAME);
        }
        ChainVerdict verdict =
                dates == CertificateDates.STRICT ? chain.check(anchors, at) : chain.checkWhateverTheTime(anchors);
        if (verdict instanceof ChainVerdict.Trusted) {
            return new TrustVerdict.Trusted(TrustVerdict.Ground.CHAIN);
        }
        if (fingerprint.filter(known -> vouches(known, chain)).isPresent()) {
            return new TrustVerdict.Trusted(TrustVerdict.Ground.FINGERPRINT);
        }
        if (verification == ServerVerification.SKIPPED && fingerprint.isEmpty()) {
            return new TrustVerdict.Trusted(TrustVerdict.Ground.SKIPPED);
        }
        return new TrustVerdict.Refused(
                ((ChainVerdict.Untrusted) verdict).detail()
                        + (fingerprint.isPresent()
                                ? ", and no certificate that may vouch for it has the known fingerprint"
                                : ""),
                chain.checkWhateverTheTime(anchors) instanceof ChainVerdict.Trusted
                        ? TrustVerdict.Fault.DATES
                        : TrustVerdict.Fault.CHAIN);
    }

    // the certificate that is known stands for an anchor: were it enough that the chain links, whoever holds a
    // certificate below it could issue one for servers with the key of his own
    private static boolean vouches(Fingerprint known, CertificateChain chain) {
        TrustAnchors matching = TrustAnchors.of(
                chain.certificates().stream().filter(known::matches).toList());
        return chain.checkWhateverTheTime(matching) instanceof ChainVerdict.Trusted;
    }
}
