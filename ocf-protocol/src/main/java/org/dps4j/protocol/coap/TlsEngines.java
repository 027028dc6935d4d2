package org.dps4j.protocol.coap;

import io.netty.util.NetUtil;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManager;

/** Makes the TLS engines of connections from {@link TlsOptions}, and finds out who the peer of one is. Thread-safe. */
final class TlsEngines {

    private static final String ANY = "TLS";

    private final TlsOptions options;
    private final SSLContext context;
    private final String[] protocols;
    private final String[] cipherSuites;

    private TlsEngines(TlsOptions options, SSLContext context) {
        SSLParameters known = context.getSupportedSSLParameters();
        this.options = options;
        this.context = context;
        this.protocols = supported("protocol", options.protocols(), known.getProtocols());
        this.cipherSuites = supported("cipher suite", options.cipherSuites(), known.getCipherSuites());
    }

    /** Throws {@link IllegalArgumentException} if JSSE cannot do what the options ask for. */
    static TlsEngines of(TlsOptions options) {
        try {
            return new TlsEngines(
                    options, options.context().isPresent() ? options.context().get() : context(options));
        } catch (GeneralSecurityException unusable) {
            throw new IllegalArgumentException("these TLS options cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    /** An engine for a client; the server's name goes out if the host is a name. */
    SSLEngine client(String host, int port) {
        boolean named = options.hostnameCheck() == TlsOptions.HostnameCheck.HTTPS;
        SSLEngine engine = named ? context.createSSLEngine(host, port) : context.createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = parameters(engine);
        if (named) {
            parameters.setEndpointIdentificationAlgorithm(TlsOptions.HostnameCheck.HTTPS.name());
        }
        serverName(host).ifPresent(name -> parameters.setServerNames(List.of(name)));
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** An engine for a server; it insists on a client certificate. */
    SSLEngine server() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = parameters(engine);
        parameters.setUseCipherSuitesOrder(true);
        parameters.setNeedClientAuth(true);
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** How many sessions of a server are kept although nobody may take them up again. */
    int sessionsKept() {
        return Collections.list(context.getServerSessionContext().getIds()).size();
    }

    /** The peer, if its chain was checked in this very handshake; empty if a check is still to be done. */
    Optional<TlsPeer> peerOf(SSLEngine engine) {
        Optional<Attachments> checked = CheckingTrustManager.takeAttachments(engine.getSession());
        if (checked.isEmpty() && options.check().isPresent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TlsPeer(chain(engine), checked.orElseGet(Attachments::new)));
        } catch (SSLPeerUnverifiedException anonymous) {
            return Optional.of(TlsPeer.unknown());
        }
    }

    /** Checks the peer's chain; blocks as the check does. */
    TlsPeer check(SSLEngine engine) throws CertificateException, SSLPeerUnverifiedException {
        List<X509Certificate> chain = chain(engine);
        Attachments attachments = new Attachments();
        if (options.check().isPresent()) {
            CheckingTrustManager.run(options.check().get(), chain, attachments);
        }
        return new TlsPeer(chain, attachments);
    }

    private SSLParameters parameters(SSLEngine engine) {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(protocols);
        parameters.setCipherSuites(cipherSuites);
        return parameters;
    }

    private static String[] supported(String what, List<String> wanted, String[] known) {
        Set<String> all = Set.copyOf(Arrays.asList(known));
        String[] both = wanted.stream().filter(all::contains).toArray(String[]::new);
        if (both.length == 0) {
            throw new IllegalArgumentException("no " + what + " of " + wanted + " is known to this TLS provider");
        }
        return both;
    }

    /** The name that goes out in the handshake; none for an address. */
    static Optional<SNIHostName> serverName(String host) {
        if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SNIHostName(host.endsWith(".") ? host.substring(0, host.length() - 1) : host));
        } catch (IllegalArgumentException notAllowedInServerNameIndication) {
            return Optional.empty();
        }
    }

    private static List<X509Certificate> chain(SSLEngine engine) throws SSLPeerUnverifiedException {
        Certificate[] certificates = engine.getSession().getPeerCertificates();
        return Stream.of(certificates).map(X509Certificate.class::cast).toList();
    }

    private static SSLContext context(TlsOptions options) throws GeneralSecurityException {
        SSLContext context = options.provider().isPresent()
                ? SSLContext.getInstance(ANY, options.provider().get())
                : SSLContext.getInstance(ANY);
        KeyManager[] keys =
                options.identity().stream().map(IdentityKeyManager::new).toArray(KeyManager[]::new);
        TrustManager[] trust = options.check().stream()
                .map(check -> new CheckingTrustManager(check, options.hostnameCheck()))
                .toArray(TrustManager[]::new);
        context.init(keys, trust, null);
        // an invalidated session is kept all the same, for a day, and 0 would mean as many as there come
        context.getServerSessionContext().setSessionCacheSize(1);
        return context;
    }
}
