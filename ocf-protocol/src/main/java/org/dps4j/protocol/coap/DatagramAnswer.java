package org.dps4j.protocol.coap;

import java.util.Arrays;
import java.util.Optional;

/** What the header of an answer over datagrams says (RFC 7252 3), where the rest of it cannot be read. */
final class DatagramAnswer {

    private static final int HEADER_BYTES = 4;
    private static final int LONGEST_TOKEN = 8;
    private static final int TOKEN_LENGTH_MASK = 0x0f;
    private static final int CODE_CLASS_SHIFT = 5;

    private DatagramAnswer() {}

    /** The token of an answer; empty if this is none. */
    static Optional<byte[]> tokenOf(byte[] message) {
        if (message.length < HEADER_BYTES) {
            return Optional.empty();
        }
        int length = message[0] & TOKEN_LENGTH_MASK;
        int codeClass = (message[1] & 0xff) >> CODE_CLASS_SHIFT;
        boolean answer = codeClass == 2 || codeClass == 4 || codeClass == 5;
        return answer && length <= LONGEST_TOKEN && message.length >= HEADER_BYTES + length
                ? Optional.of(Arrays.copyOfRange(message, HEADER_BYTES, HEADER_BYTES + length))
                : Optional.empty();
    }
}
