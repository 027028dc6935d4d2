package org.dps4j.protocol.coap;

import java.net.URI;
import java.util.Locale;
import org.dps4j.protocol.Authority;

/** Where to dial: what an endpoint's URI says. */
record Endpoint(String host, int port, Security security) {

    /** With or without TLS. */
    enum Security {
        PLAIN,
        TLS
    }

    private static final int PLAIN_PORT = 5683;
    private static final int TLS_PORT = 5684;

    /** Throws {@link IllegalArgumentException} if the URI is not one of CoAP over TCP with a host. */
    static Endpoint of(URI uri) {
        return switch (scheme(uri)) {
            case "coap+tcp" -> of(uri, Security.PLAIN);
            case "coaps+tcp" -> of(uri, Security.TLS);
            default ->
                throw new IllegalArgumentException("an endpoint begins with coap+tcp:// or coaps+tcp://, not " + uri);
        };
    }

    /** Throws {@link IllegalArgumentException} if the URI is not one of CoAP over DTLS with a host. */
    static Endpoint ofDtls(URI uri) {
        if (!scheme(uri).equals("coaps")) {
            throw new IllegalArgumentException("an endpoint of DTLS begins with coaps://, not " + uri);
        }
        return of(uri, Security.TLS);
    }

    private static String scheme(URI uri) {
        return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    }

    private static Endpoint of(URI uri, Security security) {
        Authority authority = Authority.of(uri)
                .orElseThrow(() ->
                        new IllegalArgumentException("this endpoint names no host, or a port that is none: " + uri));
        int standard = security == Security.TLS ? TLS_PORT : PLAIN_PORT;
        return new Endpoint(authority.bareHost(), authority.port().orElse(standard), security);
    }
}
