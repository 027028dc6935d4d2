package org.dps4j.gateway.session;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.dps4j.protocol.coap.Attachments;
import org.dps4j.protocol.coap.PeerCertificateCheck;
import org.dps4j.protocol.pki.CertificateChain;
import org.dps4j.protocol.pki.ChainVerdict;
import org.dps4j.protocol.pki.KeyPurpose;
import org.dps4j.protocol.pki.OcfIdentity;
import org.dps4j.protocol.pki.TrustAnchors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes devices with an identity certificate of one of the trusted authorities, named {@code uuid:<device id>}, for client
 * and server and for an OCF identity (ocf-cloud 1.3), and keeps who they are with the connection. Thread-safe.
 */
public final class IdentityCheck implements PeerCertificateCheck {

    private static final Logger LOG = LoggerFactory.getLogger(IdentityCheck.class);

    private final TrustAnchors anchors;
    private final InstantSource clock;

    public IdentityCheck(TrustAnchors anchors, InstantSource clock) {
        this.anchors = anchors;
        this.clock = clock;
    }

    @Override
    public void check(List<X509Certificate> chain, Attachments attachments) throws CertificateException {
        try {
            attachments.attach(DeviceIdentity.class, new DeviceIdentity(deviceId(chain)));
        } catch (CertificateException e) {
            LOG.info("a device is refused: {}", e.getMessage());
            throw e;
        }
    }

    private UUID deviceId(List<X509Certificate> chain) throws CertificateException {
        if (chain.size() > CertificateChain.MAX_CERTIFICATES) {
            throw new CertificateException("a chain of " + chain.size() + " certificates");
        }
        ChainVerdict verdict = new CertificateChain(chain).check(anchors, clock.instant());
        if (verdict instanceof ChainVerdict.Untrusted untrusted) {
            throw new CertificateException(untrusted.reason() + ": " + untrusted.detail());
        }
        X509Certificate leaf = chain.get(0);
        for (KeyPurpose purpose : List.of(KeyPurpose.CLIENT_AUTH, KeyPurpose.SERVER_AUTH, KeyPurpose.OCF_IDENTITY)) {
            if (!purpose.isListedIn(leaf)) {
                throw new CertificateException("the certificate is not for " + purpose);
            }
        }
        return OcfIdentity.deviceIdOf(leaf)
                .orElseThrow(() -> new CertificateException("expected the name uuid:<device id>, found another one"));
    }
}
