package org.dps4j.service.record;

import java.time.Instant;
import java.util.Objects;

/**
 * How a step went the last time.
 *
 * @param at when it was answered
 * @param code the CoAP code of the answer as it goes over the wire: 69 is 2.05, 128 is 4.00
 * @param message why it failed, empty when it did not; cut to {@link #MAX_MESSAGE} characters
 */
public record StepStatus(Instant at, int code, String message) {

    public static final int MAX_MESSAGE = 256;

    public StepStatus {
        Objects.requireNonNull(at);
        message = BoundedText.of(message, MAX_MESSAGE);
    }

    /** Whether the answer's class is 2. */
    public boolean succeeded() {
        return code >> 5 == 2;
    }
}
