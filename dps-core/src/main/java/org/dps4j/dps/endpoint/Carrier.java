package org.dps4j.dps.endpoint;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What carries CoAP to a provisioning service; the scheme of its address says which. */
public enum Carrier {
    /** TLS over TCP (RFC 8323). */
    TLS("coaps+tcp"),
    /** DTLS over UDP (RFC 7252 9). */
    DTLS("coaps");

    /** The port of an address without one, for each carrier (RFC 7252 6.2, RFC 8323 8.2). */
    static final int STANDARD_PORT = 5684;

    private final String scheme;

    Carrier(String scheme) {
        this.scheme = scheme;
    }

    /** How an address with it begins, in small letters. */
    public String scheme() {
        return scheme;
    }

    static Optional<Carrier> of(@Nullable String scheme) {
        String given = scheme == null ? "" : scheme.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(carrier -> carrier.scheme.equals(given))
                .findFirst();
    }

    /** The forms that an address may have, for people. */
    static String forms() {
        return List.of(values()).stream()
                .map(carrier -> carrier.scheme + "://host:port")
                .collect(Collectors.joining(" or "));
    }
}
