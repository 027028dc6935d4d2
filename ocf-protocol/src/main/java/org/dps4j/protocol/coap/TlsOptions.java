package org.dps4j.protocol.coap;

import java.security.Provider;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How TLS is done on a connection: who we are and whom we accept, or a ready {@link SSLContext} that knows both. Immutable
 * and safe to share; making one does no cryptography, that is left to {@link CoapTcpClient} and {@link CoapTcpServer}.
 *
 * <p>TLS 1.2 and 1.3. For 1.2 the cipher suites that a C device knows: ECDHE with AES-GCM or AES-CBC and an ECDSA
 * certificate, ECDHE with AES-GCM and an RSA one; for 1.3 those with AES-GCM. A server always asks for, and insists on, a
 * client certificate.
 */
public final class TlsOptions {

    /** Whether a client compares the host name of its endpoint with the server's certificate. */
    public enum HostnameCheck {
        /** The certificate check alone decides; what devices do. */
        NONE,
        /** The certificate must name the host as for HTTPS (RFC 2818). */
        HTTPS
    }

    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private static final List<String> CIPHER_SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");

    private final Optional<SSLContext> context;
    private final Optional<TlsIdentity> identity;
    private final Optional<PeerCertificateCheck> check;
    private final Optional<Provider> provider;
    private final List<String> protocols;
    private final List<String> cipherSuites;
    private final HostnameCheck hostnameCheck;

    private TlsOptions(
            Optional<SSLContext> context,
            Optional<TlsIdentity> identity,
            Optional<PeerCertificateCheck> check,
            Optional<Provider> provider,
            List<String> protocols,
            List<String> cipherSuites,
            HostnameCheck hostnameCheck) {
        this.context = context;
        this.identity = identity;
        this.check = check;
        this.provider = provider;
        this.protocols = List.copyOf(protocols);
        this.cipherSuites = List.copyOf(cipherSuites);
        this.hostnameCheck = hostnameCheck;
    }

    /** Our identity, and a check for the peer's chain. */
    public static TlsOptions of(TlsIdentity identity, PeerCertificateCheck check) {
        return new TlsOptions(
                Optional.empty(),
                Optional.of(identity),
                Optional.of(check),
                Optional.empty(),
                PROTOCOLS,
                CIPHER_SUITES,
                HostnameCheck.NONE);
    }

    /** For a client that shows no certificate. */
    public static TlsOptions anonymous(PeerCertificateCheck check) {
        return new TlsOptions(
                Optional.empty(),
                Optional.empty(),
                Optional.of(check),
                Optional.empty(),
                PROTOCOLS,
                CIPHER_SUITES,
                HostnameCheck.NONE);
    }

    /** A context of the caller, initialised with its key and trust managers. */
    public static TlsOptions of(SSLContext context) {
        return new TlsOptions(
                Optional.of(context),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                PROTOCOLS,
                CIPHER_SUITES,
                HostnameCheck.NONE);
    }

    /** The same with a check in addition to the context's trust managers; its attachments stay with the connection. */
    public TlsOptions withCheck(PeerCertificateCheck another) {
        return new TlsOptions(
                context, identity, Optional.of(another), provider, protocols, cipherSuites, hostnameCheck);
    }

    /** The same with another JSSE provider than the JDK's for the TLS context. */
    public TlsOptions withProvider(Provider jsse) {
        return new TlsOptions(context, identity, check, Optional.of(jsse), protocols, cipherSuites, hostnameCheck);
    }

    /** The same with these protocol versions only, by their JSSE names. */
    public TlsOptions withProtocols(String... names) {
        return new TlsOptions(context, identity, check, provider, List.of(names), cipherSuites, hostnameCheck);
    }

    /** The same with these cipher suites only, by their JSSE names, in order of preference. */
    public TlsOptions withCipherSuites(String... names) {
        return new TlsOptions(context, identity, check, provider, protocols, List.of(names), hostnameCheck);
    }

    /** The same with this check of the host name. */
    public TlsOptions withHostnameCheck(HostnameCheck another) {
        return new TlsOptions(context, identity, check, provider, protocols, cipherSuites, another);
    }

    Optional<SSLContext> context() {
        return context;
    }

    Optional<TlsIdentity> identity() {
        return identity;
    }

    Optional<PeerCertificateCheck> check() {
        return check;
    }

    Optional<Provider> provider() {
        return provider;
    }

    List<String> protocols() {
        return protocols;
    }

    List<String> cipherSuites() {
        return cipherSuites;
    }

    HostnameCheck hostnameCheck() {
        return hostnameCheck;
    }
}
