package org.dps4j.service.hub;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.dps4j.protocol.Authority;

/** How a gateway's address is written. */
public final class Gateways {

    /** What is expected where a gateway is written, for messages. */
    public static final String EXPECTED = "a gateway such as coaps+tcp://cloud.example:5684";

    private static final List<String> SCHEMES = List.of("coaps+tcp", "coaps", "coap+tcp", "coap");

    private Gateways() {}

    /**
     * The address as devices get it: {@code coaps+tcp://} is put before an address without a scheme.
     *
     * @throws IllegalArgumentException if it is no address of a gateway, saying why
     */
    public static URI normalise(String address) {
        String complete = address.contains("://") ? address : "coaps+tcp://" + address;
        try {
            URI uri = new URI(complete);
            if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme())) {
                throw unusable(address, "its scheme is none of " + String.join(", ", SCHEMES));
            }
            if (Authority.of(uri).isEmpty()
                    || uri.getUserInfo() != null
                    || !uri.getPath().isEmpty()
                    || uri.getQuery() != null
                    || uri.getFragment() != null) {
                throw unusable(address, "more or less than scheme, host and a port from 1 to 65535");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw unusable(address, "not a URI: " + e.getReason());
        }
    }

    private static IllegalArgumentException unusable(String address, String why) {
        return new IllegalArgumentException("found '" + address + "', " + why);
    }
}
