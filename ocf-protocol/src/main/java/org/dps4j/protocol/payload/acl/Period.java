package org.dps4j.protocol.payload.acl;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A stretch of time, start included and end not (RFC 5545 3.3.9). A time without zone is taken as UTC. */
record Period(Instant start, Instant end) {

    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern DURATION = Pattern.compile(
            "\\+?P(?:(\\d{1,5})W|(?:(\\d{1,6})D)?(T(?:(\\d{1,6})H)?(?:(\\d{1,6})M)?(?:(\\d{1,6})S)?)?)");

    /** The period that {@code text} spells, if it does and ends after it started. */
    static Optional<Period> of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || text.length() > 64) {
            return Optional.empty();
        }
        String second = text.substring(slash + 1);
        return instant(text.substring(0, slash))
                .flatMap(start ->
                        end(start, second).filter(end -> end.isAfter(start)).map(end -> new Period(start, end)));
    }

    boolean contains(Instant at) {
        return !at.isBefore(start) && at.isBefore(end);
    }

    private static Optional<Instant> end(Instant start, String text) {
        return text.contains("P") ? duration(text).map(start::plus) : instant(text);
    }

    private static Optional<Instant> instant(String text) {
        String local = text.endsWith("Z") ? text.substring(0, text.length() - 1) : text;
        try {
            return Optional.of(LocalDateTime.parse(local, DATE_TIME).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        return matcher.matches()
                ? Optional.of(part(matcher, 1, weeks -> Duration.ofDays(7 * weeks))
                        .plus(part(matcher, 2, Duration::ofDays))
                        .plus(part(matcher, 4, Duration::ofHours))
                        .plus(part(matcher, 5, Duration::ofMinutes))
                        .plus(part(matcher, 6, Duration::ofSeconds)))
                : Optional.empty();
    }

    private static Duration part(Matcher matcher, int group, Function<Long, Duration> unit) {
        String digits = matcher.group(group);
        return digits == null ? Duration.ZERO : unit.apply(Long.valueOf(digits));
    }
}
