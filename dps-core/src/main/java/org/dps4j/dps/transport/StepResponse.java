package org.dps4j.dps.transport;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ResponseCode;
import org.dps4j.protocol.Bytes;

/**
 * A service's answer.
 *
 * @param code any code
 * @param body the body if it is marked as CBOR, else empty
 * @param diagnostic what a refusal says in words (RFC 7252 section 5.5.2), else empty
 * @param maxAge when a service that is out of order says it is worth asking again (RFC 7252 section 5.9.3.4); empty where
 *     it does not say so
 */
public record StepResponse(ResponseCode code, Bytes body, String diagnostic, Optional<Duration> maxAge) {

    /** Checks that all are there. */
    public StepResponse {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(diagnostic, "diagnostic");
        Objects.requireNonNull(maxAge, "maxAge");
    }

    /** An answer that does not say when it is worth asking again. */
    public StepResponse(ResponseCode code, Bytes body, String diagnostic) {
        this(code, body, diagnostic, Optional.empty());
    }

    /** Why the service did not do what it was asked; empty if it did. */
    public Optional<Failure> refusal() {
        if (code.isSuccess()) {
            return Optional.empty();
        }
        return Optional.of(
                code.isOutage()
                        ? new Failure.Unavailable(code, diagnostic, maxAge)
                        : new Failure.Rejected(code, diagnostic));
    }
}
