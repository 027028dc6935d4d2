package org.dps4j.protocol;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host and the port in a URI. In networks of containers hosts have names that {@link URI} does not take for one, such
 * as {@code plgd_hub} or {@code gw.1}; they are hosts here.
 *
 * @param host as it is written, an IPv6 address in brackets
 * @param port from 1 to 65535; empty if none is written
 */
public record Authority(String host, OptionalInt port) {

    private static final int MAX_PORT = 65_535;
    private static final int LONGEST_NAME = 253;
    private static final String LABEL = "[A-Za-z0-9_-]{1,63}";

    /** Digits alone would be an address that is cut short or out of range. */
    private static final Pattern NAME_AND_PORT = Pattern.compile(
            "(?<name>(?=[^:]*[A-Za-z_-])" + LABEL + "(?:\\." + LABEL + ")*\\.?)(?::(?<port>[0-9]{1,5}))?");

    /** Checks the port. */
    public Authority {
        Objects.requireNonNull(host, "host");
        if (port.isPresent() && !isPort(port.getAsInt())) {
            throw new IllegalArgumentException("a port is from 1 to " + MAX_PORT + ", not " + port.getAsInt());
        }
    }

    /** What {@code uri} says; empty if it names no host, or a port that is none. */
    public static Optional<Authority> of(URI uri) {
        if (uri.getHost() != null) {
            return of(uri.getHost(), uri.getPort() < 0 ? OptionalInt.empty() : OptionalInt.of(uri.getPort()));
        }
        Matcher matcher = NAME_AND_PORT.matcher(String.valueOf(uri.getRawAuthority()));
        if (uri.getRawAuthority() == null
                || !matcher.matches()
                || matcher.group("name").length() > LONGEST_NAME) {
            return Optional.empty();
        }
        String port = matcher.group("port");
        return of(matcher.group("name"), port == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port)));
    }

    /** The host without the brackets of an IPv6 address, as it is looked up and stands in certificates. */
    public String bareHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static Optional<Authority> of(String host, OptionalInt port) {
        return port.isEmpty() || isPort(port.getAsInt()) ? Optional.of(new Authority(host, port)) : Optional.empty();
    }

    private static boolean isPort(int number) {
        return number >= 1 && number <= MAX_PORT;
    }
}
