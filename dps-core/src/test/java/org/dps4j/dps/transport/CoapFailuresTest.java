package org.dps4j.dps.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.FailureClass;
import org.dps4j.protocol.coap.CloseReason;
import org.dps4j.protocol.coap.ConnectionClosedException;
import org.dps4j.protocol.coap.MessageTooLargeException;
import org.dps4j.protocol.coap.RequestTimeoutException;
import org.dps4j.protocol.coap.UnusableAnswerException;
import org.junit.jupiter.api.Test;

class CoapFailuresTest {

    @Test
    void an_answer_that_must_not_be_used_is_rejected_and_not_a_fault_of_the_device() {
        Failure failure = CoapFailures.ofRequest(new UnusableAnswerException("the critical option 9"));

        assertThat(failure.kind()).isEqualTo(FailureClass.REJECTED);
        assertThat(failure.describe()).contains("the critical option 9");
    }

    @Test
    void what_ended_a_request_is_classified_by_what_follows() {
        assertThat(kind(new RequestTimeoutException(Duration.ofSeconds(1)))).isEqualTo(FailureClass.TIMEOUT);
        assertThat(kind(closed(new CloseReason.ClosedByPeer()))).isEqualTo(FailureClass.TRANSIENT);
        assertThat(kind(closed(new CloseReason.MalformedFrame("a bad token length"))))
                .isEqualTo(FailureClass.REJECTED);
        assertThat(kind(new MessageTooLargeException(2, 1))).isEqualTo(FailureClass.LOCAL);
        assertThat(kind(new CompletionException(closed(new CloseReason.ClosedByPeer()))))
                .isEqualTo(FailureClass.TRANSIENT);
    }

    @Test
    void a_connection_that_does_not_come_up_leaves_the_service_unreachable() {
        for (CloseReason reason : List.of(
                new CloseReason.NameNotFound("nobody.test"),
                new CloseReason.ConnectTimeout(Duration.ofSeconds(1)),
                new CloseReason.HandshakeFailed("no shared cipher"))) {
            assertThat(CoapFailures.ofConnecting(closed(reason)).kind()).isEqualTo(FailureClass.UNREACHABLE);
        }
    }

    @Test
    void a_fault_of_our_own_is_not_laid_at_the_services_door() {
        Failure failure = CoapFailures.ofConnecting(
                closed(new CloseReason.InternalFailure("ProviderException: the token is gone")));

        assertThat(failure.kind()).isEqualTo(FailureClass.LOCAL);
        assertThat(failure.describe()).contains("the device itself failed").contains("the token is gone");
    }

    private static FailureClass kind(Throwable cause) {
        return CoapFailures.ofRequest(cause).kind();
    }

    private static ConnectionClosedException closed(CloseReason reason) {
        return new ConnectionClosedException(reason);
    }
}
