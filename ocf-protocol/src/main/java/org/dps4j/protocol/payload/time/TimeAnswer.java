package org.dps4j.protocol.payload.time;

import java.time.Instant;
import org.dps4j.protocol.payload.PayloadCodec;

/**
 * The answer of the service to GET {@code /x.plgd.dev/time}.
 *
 * @param time the time of the service, from {@link #EARLIEST} to {@link #LATEST}
 */
public record TimeAnswer(Instant time) {

    /** Its CBOR body. */
    public static final PayloadCodec<TimeAnswer> CODEC = new TimeAnswerCodec();

    /** No service tells an earlier time than this: 2000-01-01. */
    public static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    /** No service tells a later time than this: the end of 2199. */
    public static final Instant LATEST = Instant.parse("2199-12-31T23:59:59.999999999Z");

    /** @throws IllegalArgumentException if the time is out of its bounds */
    public TimeAnswer {
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new IllegalArgumentException(
                    "expected a time from " + EARLIEST + " to " + LATEST + ", found " + time);
        }
    }
}
