package org.dps4j.protocol.payload.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.regex.Pattern;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadCodec;
import org.dps4j.protocol.payload.PayloadException;

/** RFC 3339 text in the member {@code time}; further members are ignored. */
final class TimeAnswerCodec implements PayloadCodec<TimeAnswer> {

    private static final String TIME = "time";
    private static final Pattern RFC_3339 =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)");
    private static final DateTimeFormatter SHORTEST =
            new DateTimeFormatterBuilder().appendInstant(-1).toFormatter(Locale.ROOT);

    @Override
    public byte[] encode(TimeAnswer value) {
        return new MapWriter().text(TIME, SHORTEST.format(value.time())).toBytes();
    }

    @Override
    public TimeAnswer decode(byte[] body) throws PayloadException {
        MapReader members = MapReader.of(body);
        String text = members.text(TIME);
        if (!RFC_3339.matcher(text).matches()) {
            throw members.problem(TIME, "a time as in RFC 3339", MapReader.quoted(text));
        }
        Instant time = instant(members, text);
        if (time.isBefore(TimeAnswer.EARLIEST) || time.isAfter(TimeAnswer.LATEST)) {
            throw members.problem(
                    TIME, "a time from " + TimeAnswer.EARLIEST + " to " + TimeAnswer.LATEST, MapReader.quoted(text));
        }
        return new TimeAnswer(time);
    }

    private static Instant instant(MapReader members, String text) throws PayloadException {
        try {
            return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
        } catch (DateTimeException e) {
            throw members.problem(TIME, "a time that exists", MapReader.quoted(text));
        }
    }
}
