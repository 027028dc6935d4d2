package org.dps4j.gateway.session;

import java.util.Objects;
import java.util.Optional;
import org.dps4j.protocol.Bytes;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;

/**
 * What a request is answered if all goes well.
 *
 * @param body CBOR; none leaves the content format out, too
 */
public record Answer(ResponseCode code, Optional<Bytes> body) {

    public Answer {
        Objects.requireNonNull(code);
        Objects.requireNonNull(body);
    }

    /** An answer without a body. */
    public static Answer of(ResponseCode code) {
        return new Answer(code, Optional.empty());
    }

    /** An answer with a body in CBOR. */
    public static Answer of(ResponseCode code, byte[] body) {
        return new Answer(code, Optional.of(Bytes.copyOf(body)));
    }
}
