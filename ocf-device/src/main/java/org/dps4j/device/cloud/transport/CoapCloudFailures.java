package org.dps4j.device.cloud.transport;

import java.util.concurrent.CompletionException;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.protocol.coap.CloseReason;
import org.dps4j.protocol.coap.ConnectionClosedException;
import org.dps4j.protocol.coap.MessageTooLargeException;
import org.dps4j.protocol.coap.RequestTimeoutException;

/** Says in the words of the cloud client why a connection did not come up or ended, or a request got no answer. */
final class CoapCloudFailures {

    private CoapCloudFailures() {}

    static CloudFailure ofConnecting(Throwable failure) {
        Throwable cause = behind(failure);
        if (!(cause instanceof ConnectionClosedException closed)) {
            return new CloudFailure.LocalFault("unexpected " + cause);
        }
        return isVerdict(closed.reason())
                ? new CloudFailure.Untrusted(closed.reason().describe())
                : new CloudFailure.Unreachable(closed.reason().describe());
    }

    static CloudFailure ofRequest(Throwable failure) {
        Throwable cause = behind(failure);
        if (cause instanceof RequestTimeoutException timeout) {
            return new CloudFailure.NoAnswer(timeout.deadline());
        }
        if (cause instanceof ConnectionClosedException closed) {
            return ofClosing(closed.reason());
        }
        return new CloudFailure.LocalFault(
                cause instanceof MessageTooLargeException ? String.valueOf(cause.getMessage()) : "unexpected " + cause);
    }

    static CloudFailure ofClosing(CloseReason reason) {
        return isVerdict(reason)
                ? new CloudFailure.Untrusted(reason.describe())
                : new CloudFailure.ConnectionLost(reason.describe());
    }

    private static boolean isVerdict(CloseReason reason) {
        return reason instanceof CloseReason.PeerCertificateRefused
                || reason instanceof CloseReason.OurCertificateRefused
                || reason instanceof CloseReason.HandshakeFailed;
    }

    private static Throwable behind(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
