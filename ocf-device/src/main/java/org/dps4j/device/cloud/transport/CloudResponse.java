package org.dps4j.device.cloud.transport;

import java.util.Objects;
import org.dps4j.device.cloud.ResponseCode;
import org.dps4j.protocol.Bytes;

/**
 * A cloud's answer. It may hold tokens, so it does not print its body.
 *
 * @param code any code
 * @param body the body if it is marked as CBOR, else empty
 * @param diagnostic what a refusal says in words (RFC 7252 section 5.5.2), else empty
 */
public record CloudResponse(ResponseCode code, Bytes body, String diagnostic) {

    public CloudResponse {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(diagnostic, "diagnostic");
    }

    @Override
    public String toString() {
        return code + " with " + body.size() + " bytes";
    }
}
