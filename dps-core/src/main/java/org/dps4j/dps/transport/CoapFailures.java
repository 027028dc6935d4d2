package org.dps4j.dps.transport;

import java.util.concurrent.CompletionException;
import org.dps4j.dps.machine.Failure;
import org.dps4j.protocol.coap.CloseReason;
import org.dps4j.protocol.coap.ConnectionClosedException;
import org.dps4j.protocol.coap.MessageTooLargeException;
import org.dps4j.protocol.coap.RequestTimeoutException;
import org.dps4j.protocol.coap.UnusableAnswerException;

/** Says in the words of provisioning why a connection did not come up, or a request got no answer. */
final class CoapFailures {

    private CoapFailures() {}

    static Failure ofConnecting(Throwable failure) {
        Throwable cause = behind(failure);
        if (!(cause instanceof ConnectionClosedException closed)) {
            return new Failure.LocalFault("unexpected " + cause);
        }
        if (closed.reason() instanceof CloseReason.InternalFailure) {
            // such as a token that does not sign: nothing that the service could mend
            return new Failure.LocalFault(closed.reason().describe());
        }
        return isVerdict(closed.reason())
                ? new Failure.Untrusted(closed.reason().describe())
                : new Failure.Unreachable(closed.reason().describe());
    }

    static Failure ofRequest(Throwable failure) {
        Throwable cause = behind(failure);
        if (cause instanceof RequestTimeoutException timeout) {
            return new Failure.NoAnswer(timeout.deadline());
        }
        if (cause instanceof ConnectionClosedException closed) {
            return lost(closed.reason());
        }
        if (cause instanceof UnusableAnswerException) {
            return new Failure.UnreadableAnswer("", "a CoAP message", String.valueOf(cause.getMessage()));
        }
        return new Failure.LocalFault(
                cause instanceof MessageTooLargeException ? String.valueOf(cause.getMessage()) : "unexpected " + cause);
    }

    private static Failure lost(CloseReason reason) {
        if (isVerdict(reason)) {
            return new Failure.Untrusted(reason.describe());
        }
        return reason instanceof CloseReason.FrameTooLarge || reason instanceof CloseReason.MalformedFrame
                ? new Failure.UnreadableAnswer("", "a CoAP message of bounded size", reason.describe())
                : new Failure.ConnectionLost(reason.describe());
    }

    private static boolean isVerdict(CloseReason reason) {
        return reason instanceof CloseReason.PeerCertificateRefused
                || reason instanceof CloseReason.OurCertificateRefused;
    }

    private static Throwable behind(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
