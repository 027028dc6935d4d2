package org.dps4j.protocol.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Any certificates that a peer may send: always a verdict and always an answer to who it is, never an exception.
 *
 * <p>Input: certificates as in the handshake (RFC 5246 section 7.4.2), each behind its length in two bytes.
 */
public final class ChainFuzz {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    private ChainFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        List<X509Certificate> certificates = certificates(input);
        if (certificates.isEmpty()) {
            return;
        }
        X509Certificate leaf = certificates.get(0);
        CertificateChain chain = new CertificateChain(certificates);
        chain.links();
        assertThat(CertificateChain.build(leaf, certificates).links()).isTrue();
        for (X509Certificate anchor : certificates) {
            TrustAnchors anchors = TrustAnchors.of(List.of(anchor));
            assertShort(chain.check(anchors, NOW));
            assertShort(chain.checkWhateverTheTime(anchors));
            assertShort(chain.checkServer(anchors, NOW, "service.example"));
        }
        assertShort(ChainCheck.check(certificates, NOW));
        certificates.forEach(ChainFuzz::describe);
    }

    private static void describe(X509Certificate certificate) {
        assertThat(OcfIdentity.commonNameOf(certificate)).isNotNull();
        assertThat(OcfIdentity.deviceIdOf(certificate)).isNotNull();
        assertThat(Fingerprint.of(HashAlgorithm.SHA256, certificate).matches(certificate))
                .isTrue();
        for (KeyPurpose purpose : KeyPurpose.values()) {
            purpose.isListedIn(certificate);
        }
        ServerName.covers(certificate, "service.example");
        ServerName.covers(certificate, "192.0.2.1");
        KeyIdentifier.of(certificate);
        assertThat(Certificates.shown(certificate)).hasLineCount(1).hasSizeLessThan(400);
    }

    private static void assertShort(ChainVerdict verdict) {
        if (verdict instanceof ChainVerdict.Untrusted untrusted) {
            assertThat(untrusted.detail()).hasLineCount(1).hasSizeLessThan(1_000);
        }
    }

    /** What the runtime's TLS would hand on: each is a certificate to its parser. */
    private static List<X509Certificate> certificates(byte[] input) {
        List<X509Certificate> certificates = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(input);
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            while (in.remaining() > 2 && certificates.size() < CertificateChain.MAX_CERTIFICATES) {
                byte[] der = new byte[Math.min(Short.toUnsignedInt(in.getShort()), in.remaining())];
                in.get(der);
                certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
            }
            return certificates;
        } catch (CertificateException refusedByTheRuntime) {
            return List.of();
        }
    }
}
