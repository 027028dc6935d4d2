package org.dps4j.program.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts of a configuration as values; what does not fit is an {@link IllegalArgumentException}. */
public final class Scalars {

    static final String DURATION = "a duration such as 20s, 10m, 24h or PT20S";
    public static final String ID = "a UUID";
    static final String NUMBER = "a whole number";
    public static final String TEXT = "a text";

    private static final Duration MAX_DURATION = Duration.ofDays(36_525);
    private static final Pattern SIMPLE_DURATION = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)");
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(?:\\[(?<v6>[0-9a-fA-F:.%]+)]|(?<host>[^:\\s]*)):(?<port>\\d{1,5})");

    private Scalars() {}

    static Duration duration(String text) {
        Duration duration = unlimitedDuration(text);
        if (duration.compareTo(MAX_DURATION) > 0 || duration.compareTo(MAX_DURATION.negated()) < 0) {
            throw new IllegalArgumentException("found '" + text + "', which is more than a hundred years");
        }
        return duration;
    }

    private static Duration unlimitedDuration(String text) {
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

    /** A UUID of 36 characters. */
    public static UUID id(String text) {
        UUID id = UUID.fromString(text);
        if (!id.toString().equals(text.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("not the 36 characters of a UUID");
        }
        return id;
    }

    static int number(String text) {
        return Integer.parseInt(text.replace("_", ""));
    }

    static <E extends Enum<E>> E choice(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> spelled(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not one of the choices"));
    }

    static <E extends Enum<E>> String choices(Class<E> type) {
        return "one of "
                + String.join(
                        ", ",
                        Arrays.stream(type.getEnumConstants())
                                .map(Scalars::spelled)
                                .toList());
    }

    private static String spelled(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
