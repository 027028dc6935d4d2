package org.dps4j.protocol.coap;

import java.util.Optional;
import org.dps4j.protocol.coap.frame.Frame;
import org.dps4j.protocol.coap.frame.FrameFormatException;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MessageFormatException;

/**
 * A whole message that Californium could not parse, and would drop without a word: a request is answered, an answer fails
 * its request. If not even the options have a legal form, the connection cannot go on.
 */
final class Unparsable {

    private static final int LAST_METHOD = 7;

    private final Frame frame;
    private final String found;

    private Unparsable(Frame frame, String found) {
        this.frame = frame;
        this.found = found;
    }

    static Unparsable of(byte[] message) {
        try {
            return new Unparsable(Frame.of(message), parseError(message));
        } catch (FrameFormatException impossible) {
            throw new IllegalStateException("a message that the decoder did not cut", impossible);
        }
    }

    /** Answers, or fails what waited for this; says what to abort the connection with, if it cannot go on. */
    Optional<String> answer(Outbound outbound, Requests requests) {
        Optional<String> illegal = illegalForm();
        if (frame.isRequest()) {
            if (illegal.isPresent()) {
                outbound.answer(frame, ResponseCode.BAD_REQUEST, illegal.get());
            } else if (frame.code() > LAST_METHOD) {
                outbound.answer(frame, ResponseCode.METHOD_NOT_ALLOWED, "no method has the code " + frame.codeText());
            } else {
                outbound.answer(frame, ResponseCode.BAD_OPTION, found);
            }
        } else if (illegal.isEmpty()) {
            requests.fail(frame.token(), new UnusableAnswerException(found));
        }
        return illegal;
    }

    private Optional<String> illegalForm() {
        try {
            frame.options();
            return Optional.empty();
        } catch (FrameFormatException malformed) {
            return Optional.of(String.valueOf(malformed.getMessage()));
        }
    }

    private static String parseError(byte[] message) {
        try {
            ProtocolEndpoint.PARSER.parseMessage(message);
            return "it was dropped";
        } catch (MessageFormatException found) {
            return String.valueOf(found.getMessage());
        }
    }
}
