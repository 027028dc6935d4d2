package org.dps4j.service.provisioning;

import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.service.authority.AuthorityException;
import org.dps4j.service.record.RecordStoreException;
import org.dps4j.service.token.TokenUnavailableException;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;

/** A step that cannot be answered with success: the code and what the device is told, which says nothing internal. */
final class StepFailure extends RuntimeException {

    private static final int MAX_DIAGNOSTIC = 160;

    private final ResponseCode code;
    private final String diagnostic;

    StepFailure(ResponseCode code, String diagnostic) {
        super(diagnostic, null, false, false);
        this.code = code;
        this.diagnostic = diagnostic.length() > MAX_DIAGNOSTIC ? diagnostic.substring(0, MAX_DIAGNOSTIC) : diagnostic;
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
            return new StepFailure(ResponseCode.SERVICE_UNAVAILABLE, "the certificate authority is not available");
        }
        if (cause instanceof TokenUnavailableException) {
            return new StepFailure(ResponseCode.SERVICE_UNAVAILABLE, "the token issuer is not available");
        }
        if (cause instanceof RecordStoreException) {
            return new StepFailure(ResponseCode.SERVICE_UNAVAILABLE, "the provisioning records are not available");
        }
        return new StepFailure(ResponseCode.INTERNAL_SERVER_ERROR, "internal error");
    }

    ResponseCode code() {
        return code;
    }

    String diagnostic() {
        return diagnostic;
    }
}
