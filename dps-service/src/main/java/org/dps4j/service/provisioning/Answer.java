package org.dps4j.service.provisioning;

import java.util.Objects;
import org.dps4j.protocol.Bytes;

/**
 * A step's success.
 *
 * @param body CBOR
 */
record Answer(Bytes body) {

    Answer {
        Objects.requireNonNull(body);
    }

    static Answer of(byte[] body) {
        return new Answer(Bytes.copyOf(body));
    }
}
