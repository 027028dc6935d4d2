package org.dps4j.gateway.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts of the file as values; what does not fit is an {@link IllegalArgumentException}. */
final class Scalars {

    static final String DURATION = "a duration such as 20s, 10m, 24h or PT20S";
    static final String ADDRESS = "an address such as 127.0.0.1:5684 or [::1]:5684";
    static final String NUMBER = "a whole number";
    static final String TEXT = "a text";

    private static final Pattern SIMPLE_DURATION = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)");
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(?:\\[(?<v6>[0-9a-fA-F:.%]+)]|(?<host>[^:\\s]*)):(?<port>\\d{1,5})");

    private Scalars() {}

    static Duration duration(String text) {
        Matcher simple = SIMPLE_DURATION.matcher(text);
        if (!simple.matches()) {
            try {
                return Duration.parse(text);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("not a duration", e);
            }
        }
        long amount = Long.parseLong(simple.group(1));
        return switch (simple.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /** Resolves a name once, here; an empty host means every address of this machine. */
    static InetSocketAddress address(String text) {
        Matcher matcher = HOST_AND_PORT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no host:port");
        }
        int port = Integer.parseInt(matcher.group("port"));
        String v6 = matcher.group("v6");
        String host = v6 != null ? v6 : String.valueOf(matcher.group("host"));
        if (host.isEmpty() || host.equals("null")) {
            return new InetSocketAddress(port);
        }
        InetSocketAddress address = new InetSocketAddress(host, port);
        InetAddress resolved = address.getAddress();
        if (resolved == null) {
            throw new IllegalArgumentException("found '" + host + "', a name that does not resolve");
        }
        return address;
    }

    static int number(String text) {
        return Integer.parseInt(text.replace("_", ""));
    }
}
