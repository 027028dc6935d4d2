package org.dps4j.protocol.coap.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Signalling messages to bytes and back (RFC 8323 section 5). Stateless. */
public final class SignalCodec {

    /** Thrown for a critical option that a signalling message may not have: the connection is to be aborted. */
    public static final class BadOptionException extends Exception {

        private static final long serialVersionUID = 1L;

        private final int number;

        BadOptionException(int number, String codeText) {
            super("unknown critical option " + number + " in a signalling message " + codeText);
            this.number = number;
        }

        /** The option's number. */
        public int number() {
            return number;
        }
    }

    private static final int CSM = 0xE1;
    private static final int PING = 0xE2;
    private static final int PONG = 0xE3;
    private static final int RELEASE = 0xE4;
    private static final int ABORT = 0xE5;

    private static final int MAX_MESSAGE_SIZE = 2;
    private static final int BAD_CSM_OPTION = 2;
    private static final int UINT32_BYTES = 4;
    private static final int DIAGNOSTICS_LIMIT = 256;

    private SignalCodec() {}

    /** Whether a message is a signalling message. */
    public static boolean isSignal(Frame frame) {
        return frame.codeClass() == 7;
    }

    /** Whether a message is capabilities and settings (7.01). */
    public static boolean isCapabilities(Frame frame) {
        return frame.code() == CSM;
    }

    /** A message that says {@code signal}, with this token. */
    public static Frame encode(Signal signal, byte[] token) {
        if (signal instanceof Signal.Capabilities csm) {
            return Frame.ofBody(CSM, token, uintOption(MAX_MESSAGE_SIZE, csm.maxMessageSize()));
        }
        if (signal instanceof Signal.Ping) {
            return Frame.ofText(PING, token, "");
        }
        if (signal instanceof Signal.Pong) {
            return Frame.ofText(PONG, token, "");
        }
        if (signal instanceof Signal.Release) {
            return Frame.ofText(RELEASE, token, "");
        }
        if (signal instanceof Signal.Abort abort) {
            OptionalLong bad = abort.badCsmOption().isPresent()
                    ? OptionalLong.of(abort.badCsmOption().getAsInt())
                    : OptionalLong.empty();
            ByteBuf body = uintOption(BAD_CSM_OPTION, bad);
            if (!abort.diagnostics().isEmpty()) {
                body.writeByte(0xFF).writeBytes(abort.diagnostics().getBytes(StandardCharsets.UTF_8));
            }
            return Frame.ofBody(ABORT, token, body);
        }
        throw new IllegalArgumentException("cannot encode " + signal);
    }

    /**
     * Reads a signalling message. Elective options that are unknown, or whose value has no legal form, are ignored.
     *
     * @throws FrameFormatException if its options have no legal form
     * @throws BadOptionException if it has a critical option; none is known
     */
    public static Signal decode(Frame frame) throws FrameFormatException, BadOptionException {
        List<Frame.RawOption> options = frame.options();
        for (Frame.RawOption option : options) {
            if (option.isCritical()) {
                throw new BadOptionException(option.number(), frame.codeText());
            }
        }
        return switch (frame.code()) {
            case CSM -> new Signal.Capabilities(uint(options, MAX_MESSAGE_SIZE));
            case PING -> new Signal.Ping();
            case PONG -> new Signal.Pong();
            case RELEASE -> new Signal.Release();
            case ABORT -> new Signal.Abort(frame.payloadText(DIAGNOSTICS_LIMIT), badCsmOption(options));
            default -> new Signal.Unknown(frame.code());
        };
    }

    private static OptionalInt badCsmOption(List<Frame.RawOption> options) {
        OptionalLong number = uint(options, BAD_CSM_OPTION);
        return number.isPresent() ? OptionalInt.of((int) number.getAsLong() & 0xFFFF) : OptionalInt.empty();
    }

    private static OptionalLong uint(List<Frame.RawOption> options, int number) {
        return options.stream()
                .filter(option -> option.number() == number && option.length() <= UINT32_BYTES)
                .mapToLong(Frame.RawOption::toLong)
                .reduce((first, last) -> last);
    }

    private static ByteBuf uintOption(int number, OptionalLong value) {
        ByteBuf body = Unpooled.buffer();
        if (value.isPresent()) {
            long bits = value.getAsLong();
            int length = (Long.SIZE - Long.numberOfLeadingZeros(bits) + Byte.SIZE - 1) / Byte.SIZE;
            body.writeByte(number << 4 | length);
            for (int at = length - 1; at >= 0; at--) {
                body.writeByte((int) (bits >> at * Byte.SIZE));
            }
        }
        return body;
    }
}
