package org.dps4j.dps.endpoint;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.dps4j.protocol.Authority;

/**
 * A provisioning service.
 *
 * @param uri where it listens, such as {@code coaps+tcp://dps.example:15684}, or with {@code coaps} over DTLS; at most
 *     127 bytes. Without a port it is 5684
 * @param name what people call it; an empty one is none
 */
public record DpsEndpoint(URI uri, Optional<String> name) {

    private static final int LONGEST = 127;

    /** Checks address and name. */
    public DpsEndpoint {
        name = name.filter(called -> !called.isEmpty());
        String text = uri.toString();
        if (Carrier.of(uri.getScheme()).isEmpty() || Authority.of(uri).isEmpty()) {
            throw new IllegalArgumentException(
                    "the address of a provisioning service is " + Carrier.forms() + ", not " + text);
        }
        requireShort("the address", text);
        name.ifPresent(called -> requireShort("the name", called));
    }

    private static void requireShort(String what, String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST) {
            throw new IllegalArgumentException(
                    what + " of a provisioning service has at most " + LONGEST + " bytes, not " + bytes);
        }
    }

    /** A service without a name. */
    public static DpsEndpoint of(URI uri) {
        return new DpsEndpoint(uri, Optional.empty());
    }

    /** A service without a name. Throws {@link IllegalArgumentException} if the text is no such address. */
    public static DpsEndpoint of(String uri) {
        return of(URI.create(uri));
    }

    /** What carries CoAP to it. */
    public Carrier carrier() {
        return Carrier.of(uri.getScheme()).orElseThrow();
    }

    /** The host as it is written, an IPv6 address in brackets. */
    public String host() {
        return authority().host();
    }

    /** The port, 5684 where the address has none. */
    public int port() {
        return authority().port().orElse(Carrier.STANDARD_PORT);
    }

    private Authority authority() {
        return Authority.of(uri).orElseThrow();
    }

    @Override
    public String toString() {
        return name.map(called -> called + " (" + uri + ")").orElseGet(uri::toString);
    }
}
