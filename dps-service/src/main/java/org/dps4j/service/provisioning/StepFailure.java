package org.dps4j.service.provisioning;

import java.time.Duration;
import java.util.Optional;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.service.authority.AuthorityException;
import org.dps4j.service.record.RecordStoreException;
import org.dps4j.service.token.TokenUnavailableException;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;

/** A step that cannot be answered with success: the code and what the device is told, which says nothing internal. */
final class StepFailure extends RuntimeException {

    /** A queue is full: what is in it is done within moments. */
    private static final Duration RETRY_WHEN_BUSY = Duration.ofSeconds(2);

    /** As often as records that could not be written are tried again. */
    private static final Duration RETRY_WITHOUT_RECORDS = Duration.ofSeconds(5);

    /** Somebody else has to come back, and finds all the devices waiting that were put off. */
    private static final Duration RETRY_WITHOUT_BACKEND = Duration.ofSeconds(10);

    private static final int MAX_DIAGNOSTIC = 160;

    private final ResponseCode code;
    private final String diagnostic;
    private final transient Optional<Duration> retryAfter;

    StepFailure(ResponseCode code, String diagnostic) {
        this(code, diagnostic, Optional.empty());
    }

    private StepFailure(ResponseCode code, String diagnostic, Optional<Duration> retryAfter) {
        super(diagnostic, null, false, false);
        this.code = code;
        this.diagnostic = diagnostic.length() > MAX_DIAGNOSTIC ? diagnostic.substring(0, MAX_DIAGNOSTIC) : diagnostic;
        this.retryAfter = retryAfter;
    }

    /** There is more to do than the service can do at the moment. */
    static StepFailure busy() {
        return unavailable("too many requests wait", RETRY_WHEN_BUSY);
    }

    /** What is behind the step said nothing for so long. */
    static StepFailure late(Duration limit) {
        return unavailable(
                "no answer from behind the service within " + limit.toMillis() + " ms", RETRY_WITHOUT_BACKEND);
    }

    private static StepFailure unavailable(String diagnostic, Duration retryAfter) {
        return new StepFailure(ResponseCode.SERVICE_UNAVAILABLE, diagnostic, Optional.of(retryAfter));
    }

    /**
     * What a failure behind a step means for the device. What may pass by itself is 5.03, on which a device repeats the
     * one step; what will not is 4.00, on which it starts over.
     */
    static StepFailure of(Throwable cause) {
        if (cause instanceof StepFailure failure) {
            return failure;
        }
        if (cause instanceof PayloadException unusable) {
            return new StepFailure(ResponseCode.BAD_REQUEST, String.valueOf(unusable.getMessage()));
        }
        if (cause instanceof AuthorityException.Refused refused) {
            return new StepFailure(ResponseCode.BAD_REQUEST, "certificate authority: " + refused.getMessage());
        }
        if (cause instanceof AuthorityException) {
            return unavailable("the certificate authority is not available", RETRY_WITHOUT_BACKEND);
        }
        if (cause instanceof TokenUnavailableException) {
            return unavailable("the token issuer is not available", RETRY_WITHOUT_BACKEND);
        }
        if (cause instanceof RecordStoreException) {
            return unavailable("the provisioning records are not available", RETRY_WITHOUT_RECORDS);
        }
        return new StepFailure(ResponseCode.INTERNAL_SERVER_ERROR, "internal error");
    }

    ResponseCode code() {
        return code;
    }

    String diagnostic() {
        return diagnostic;
    }

    /** How long the device should wait before it asks again; there with 5.03 only. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
