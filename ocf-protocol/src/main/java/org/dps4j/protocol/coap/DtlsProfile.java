package org.dps4j.protocol.coap;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.californium.elements.DtlsEndpointContext;
import org.eclipse.californium.elements.config.CertificateAuthenticationMode;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConfig.DtlsRole;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.SignatureAndHashAlgorithm;
import org.eclipse.californium.scandium.dtls.SignatureAndHashAlgorithm.HashAlgorithm;
import org.eclipse.californium.scandium.dtls.SignatureAndHashAlgorithm.SignatureAlgorithm;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite;
import org.eclipse.californium.scandium.dtls.cipher.XECDHECryptography.SupportedGroup;

/**
 * How DTLS is done: 1.2, with the cipher suites of {@link TlsOptions} and the one that CoAP requires (RFC 7252 9.1.3.3),
 * certificates on both sides, no session taken up again, no renegotiation.
 */
final class DtlsProfile {

    /** Fits into what IPv6 always carries. */
    private static final int DATAGRAM_BYTES = 1280;

    private static final int FIRST_RETRANSMISSION_MILLIS = 1000;

    private static final List<SignatureAndHashAlgorithm> SIGNATURES = List.of(
            SignatureAndHashAlgorithm.SHA256_WITH_ECDSA,
            SignatureAndHashAlgorithm.SHA384_WITH_ECDSA,
            SignatureAndHashAlgorithm.SHA256_WITH_RSA,
            new SignatureAndHashAlgorithm(HashAlgorithm.SHA384, SignatureAlgorithm.RSA));

    private DtlsProfile() {}

    /** Throws {@link IllegalArgumentException} if DTLS cannot be done so. */
    static void require(TlsOptions options) {
        if (options.check().isEmpty() || options.context().isPresent()) {
            throw new IllegalArgumentException("DTLS needs an identity and a check, it cannot use an SSLContext");
        }
        if (suites(options).isEmpty()) {
            throw new IllegalArgumentException("no cipher suite of " + options.cipherSuites() + " is known to DTLS");
        }
    }

    /** For one association of a client to {@code host}; no server name goes out for an address. */
    static DtlsConnectorConfig client(TlsOptions options, String host, DtlsEvents events, Executor blocking) {
        boolean named = options.hostnameCheck() == TlsOptions.HostnameCheck.HTTPS;
        DtlsConnectorConfig.Builder client = common(
                        options, named ? Optional.of(host) : Optional.empty(), events, blocking)
                .set(DtlsConfig.DTLS_ROLE, DtlsRole.CLIENT_ONLY)
                .set(DtlsConfig.DTLS_CIPHER_SUITES, suites(options))
                .set(DtlsConfig.DTLS_MAX_CONNECTIONS, 1)
                .set(DtlsConfig.DTLS_USE_SERVER_NAME_INDICATION, true);
        return client.build();
    }

    /** For all associations of a server. */
    static DtlsConnectorConfig server(TlsOptions options, int maxConnections, DtlsEvents events, Executor blocking) {
        TlsIdentity identity = options.identity()
                .orElseThrow(() -> new IllegalArgumentException("a server needs an identity to show"));
        List<CipherSuite> ours = suites(options).stream()
                .filter(suite -> new DtlsIdentity(identity)
                        .getSupportedCertificateKeyAlgorithms()
                        .contains(suite.getCertificateKeyAlgorithm()))
                .toList();
        return common(options, Optional.empty(), events, blocking)
                .set(DtlsConfig.DTLS_ROLE, DtlsRole.SERVER_ONLY)
                .set(DtlsConfig.DTLS_CIPHER_SUITES, ours)
                .set(DtlsConfig.DTLS_MAX_CONNECTIONS, maxConnections)
                .set(DtlsConfig.DTLS_CLIENT_AUTHENTICATION_MODE, CertificateAuthenticationMode.NEEDED)
                .build();
    }

    private static DtlsConnectorConfig.Builder common(
            TlsOptions options, Optional<String> requiredHost, DtlsEvents events, Executor blocking) {
        Configuration plain = new Configuration(DtlsConfig.DEFINITIONS, SystemConfig.DEFINITIONS);
        DtlsPeerCheck check = new DtlsPeerCheck(options.check().orElseThrow(), requiredHost, blocking);
        DtlsConnectorConfig.Builder common = DtlsConnectorConfig.builder(plain)
                .setAdvancedCertificateVerifier(check)
                .setApplicationLevelInfoSupplier(check)
                .setSessionListener(events)
                .setConnectionListener(events)
                .set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 0)
                .set(DtlsConfig.DTLS_MAX_TRANSMISSION_UNIT, DATAGRAM_BYTES)
                .set(DtlsConfig.DTLS_RETRANSMISSION_TIMEOUT, FIRST_RETRANSMISSION_MILLIS, TimeUnit.MILLISECONDS)
                .set(DtlsConfig.DTLS_SERVER_USE_SESSION_ID, false)
                .set(DtlsConfig.DTLS_DEFAULT_HANDSHAKE_MODE, DtlsEndpointContext.HANDSHAKE_MODE_NONE)
                .set(DtlsConfig.DTLS_TRUNCATE_CLIENT_CERTIFICATE_PATH, false)
                .set(DtlsConfig.DTLS_RECOMMENDED_CIPHER_SUITES_ONLY, false)
                .set(DtlsConfig.DTLS_CURVES, List.of(SupportedGroup.secp256r1, SupportedGroup.secp384r1))
                .set(DtlsConfig.DTLS_SIGNATURE_AND_HASH_ALGORITHMS, SIGNATURES);
        options.identity().ifPresent(identity -> common.setCertificateIdentityProvider(new DtlsIdentity(identity)));
        return common;
    }

    private static List<CipherSuite> suites(TlsOptions options) {
        Set<String> known = Stream.of(CipherSuite.values())
                .filter(CipherSuite::isSupported)
                .map(CipherSuite::name)
                .collect(Collectors.toSet());
        Stream<String> required = options.cipherSuites().stream().anyMatch(name -> name.contains("ECDHE_ECDSA"))
                ? Stream.of(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8.name())
                : Stream.of();
        return Stream.concat(options.cipherSuites().stream(), required)
                .filter(known::contains)
                .map(CipherSuite::valueOf)
                .toList();
    }
}
