package org.dps4j.protocol.coap.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.dps4j.protocol.coap.frame.SignalCodec.BadOptionException;

/**
 * A signalling message with any options: a signal, or one of the two documented exceptions; what was read is written and
 * read again as the same.
 *
 * <p>Input: one byte for the code and the length of the token, the token, the options and the payload.
 */
public final class SignalFuzz {

    private static final int DIAGNOSTICS_LIMIT = 256;

    private SignalFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) throws FrameFormatException {
        if (input.length == 0) {
            return;
        }
        int code = 0xE0 | input[0] & 0x07;
        int tokenLength = Math.min(Math.min((input[0] & 0xFF) >> 4, FrameHeader.MAX_TOKEN_LENGTH), input.length - 1);
        byte[] token = Arrays.copyOfRange(input, 1, 1 + tokenLength);
        ByteBuf body = Unpooled.wrappedBuffer(input, 1 + tokenLength, input.length - 1 - tokenLength);

        Frame frame = Frame.of(Frame.ofBody(code, token, body).bytes());
        assertThat(frame.code()).isEqualTo(code);
        assertThat(frame.token()).isEqualTo(token);
        assertThat(frame.payloadLength()).isBetween(0, input.length);
        Signal signal;
        try {
            signal = SignalCodec.decode(frame);
        } catch (FrameFormatException | BadOptionException documented) {
            assertThat(documented.getMessage()).isNotBlank().hasSizeLessThan(200);
            return;
        }
        if (isWritable(signal)) {
            assertThat(decodedAgain(signal, token)).isEqualTo(signal);
        }
    }

    /** An unknown signal has no bytes of ours, and text that was not UTF-8 can grow beyond what is read of it. */
    private static boolean isWritable(Signal signal) {
        return signal instanceof Signal.Abort abort
                ? abort.diagnostics().getBytes(StandardCharsets.UTF_8).length <= DIAGNOSTICS_LIMIT
                : !(signal instanceof Signal.Unknown);
    }

    private static Signal decodedAgain(Signal signal, byte[] token) throws FrameFormatException {
        try {
            return SignalCodec.decode(Frame.of(SignalCodec.encode(signal, token).bytes()));
        } catch (BadOptionException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
