package org.dps4j.device.cloud.transport;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dps4j.protocol.pki.CertificateChain;
import org.dps4j.protocol.pki.ChainVerdict;
import org.dps4j.protocol.pki.ServerUsage;
import org.dps4j.protocol.pki.TrustAnchors;

/**
 * Decides whether a device trusts a cloud. A pure function of the chain; may be used from any thread.
 *
 * <p>The chain decides. The host name is not compared, for a device knows addresses; nor is the cloud's id, for some
 * provisioning services tell another one than the gateway's certificate has.
 *
 * @param anchors what provisioning delivered as trust anchors
 * @param at the device's time
 */
public record CloudTrust(TrustAnchors anchors, Instant at) {

    public CloudTrust {
        Objects.requireNonNull(anchors, "anchors");
        Objects.requireNonNull(at, "at");
    }

    /** Why the cloud that sent this chain, its own certificate first, is not trusted; empty if it is. */
    public Optional<String> refusal(List<X509Certificate> sent) {
        if (sent.isEmpty() || sent.size() > CertificateChain.MAX_CERTIFICATES) {
            return Optional.of("expected 1 to " + CertificateChain.MAX_CERTIFICATES
                    + " certificates from the cloud, found " + sent.size());
        }
        CertificateChain chain = new CertificateChain(sent);
        Optional<String> misused = ServerUsage.refusal(chain.leaf());
        if (misused.isPresent()) {
            return misused;
        }
        return chain.check(anchors, at) instanceof ChainVerdict.Untrusted untrusted
                ? Optional.of(untrusted.detail())
                : Optional.empty();
    }
}
