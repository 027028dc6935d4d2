package org.dps4j.protocol;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts that spell a UUID for a peer: plain, after {@code urn:uuid:}, in braces, or without hyphens. */
public final class UuidText {

    private static final String URN = "urn:uuid:";
    private static final Pattern HYPHENED = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern COMPACT =
            Pattern.compile("(\\p{XDigit}{8})(\\p{XDigit}{4})(\\p{XDigit}{4})(\\p{XDigit}{4})(\\p{XDigit}{12})");

    private UuidText() {}

    /** The UUID that {@code text} spells in one of these forms, in either case; empty for any other text. */
    public static Optional<UUID> parse(String text) {
        String bare = text;
        if (text.toLowerCase(Locale.ROOT).startsWith(URN)) {
            bare = text.substring(URN.length());
        } else if (text.startsWith("{") && text.endsWith("}")) {
            bare = text.substring(1, text.length() - 1);
        }
        if (HYPHENED.matcher(bare).matches()) {
            return Optional.of(UUID.fromString(bare));
        }
        Matcher compact = COMPACT.matcher(text);
        return compact.matches()
                ? Optional.of(UUID.fromString(compact.replaceAll("$1-$2-$3-$4-$5")))
                : Optional.empty();
    }
}
