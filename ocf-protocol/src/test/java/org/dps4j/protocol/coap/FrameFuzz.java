package org.dps4j.protocol.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/**
 * Anything that a peer may send over TCP, in any pieces: whatever it is, the connection follows RFC 8323 or ends for one of
 * its reasons; every request is answered; the pieces make no difference; and nothing is remembered afterwards.
 *
 * <p>Input: one byte for the lengths of the pieces, then the stream.
 */
public final class FrameFuzz {

    private FrameFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] stream = Arrays.copyOfRange(input, 1, input.length);
        WireRun whole = WireRun.of(stream, stream.length);
        WireRun pieces = WireRun.of(stream, 1 + (input[0] & 0x3F));

        assertThat(whole.end()).isNotInstanceOf(CloseReason.InternalFailure.class);
        assertThat(pieces).isEqualTo(whole);
    }
}
