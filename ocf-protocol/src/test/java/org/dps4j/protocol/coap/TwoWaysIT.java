package org.dps4j.protocol.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.dps4j.protocol.coap.Ends.SOON;
import static org.dps4j.protocol.coap.Ends.get;
import static org.dps4j.protocol.coap.Ends.next;
import static org.dps4j.protocol.coap.Ends.post;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dps4j.testkit.leak.LeakCheck;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(20)
@ExtendWith(LeakCheck.class)
class TwoWaysIT {

    private final Ends ends = new Ends();

    @AfterEach
    void close() {
        ends.close();
    }

    @Test
    void requests_go_both_ways_on_one_connection() {
        CoapConnection device = ends.connect();
        CoapConnection service = ends.accepted();

        Response toService = Ends.await(device.send(get("text"), SOON));
        Response toDevice = Ends.await(service.send(post("text", new byte[] {1, 2, 3}), SOON));

        assertThat(toService.getPayloadString()).isEqualTo("first");
        assertThat(toDevice.getCode()).isEqualTo(ResponseCode.CHANGED);
        assertThat(toDevice.getPayload()).containsExactly(1, 2, 3);
        assertThat(service.peer()).isEqualTo(device.local());
        assertThat(device.peerCertificates()).isEmpty();
        assertThat(ends.server().connections()).containsExactly(service);
    }

    @Test
    void a_handler_finds_the_connection_of_its_request() {
        List<CoapConnection> found = new CopyOnWriteArrayList<>();
        ends.serviceSide.root.add(new CoapResource("who") {
            @Override
            public void handleGET(CoapExchange exchange) {
                CoapConnection connection = CoapConnection.of(exchange);
                found.add(connection);
                exchange.respond(connection.loop().inLoop() ? ResponseCode.VALID : ResponseCode.INTERNAL_SERVER_ERROR);
            }
        });

        Response answer = Ends.await(ends.connect().send(get("who"), SOON));

        assertThat(answer.getCode()).isEqualTo(ResponseCode.VALID);
        assertThat(found).containsExactly(ends.accepted());
    }

    @Test
    void an_answer_may_come_later_and_from_any_thread() {
        CompletableFuture<Response> answer = ends.connect().send(get("silent"), SOON);
        await().until(() -> !ends.serviceSide.silent.asked.isEmpty());

        ends.serviceSide.silent.asked.get(0).respond(ResponseCode.CONTENT, "late");

        assertThat(Ends.await(answer).getPayloadString()).isEqualTo("late");
    }

    @Test
    void requests_of_a_connection_reach_their_resource_in_order() {
        List<String> order = new CopyOnWriteArrayList<>();
        ends.serviceSide.root.add(new CoapResource("order") {
            @Override
            public void handlePOST(CoapExchange exchange) {
                order.add(exchange.getRequestText());
                exchange.respond(ResponseCode.CHANGED);
            }
        });
        CoapConnection device = ends.connect();
        List<String> sent = new ArrayList<>();
        List<CompletableFuture<Response>> answers = new ArrayList<>();

        for (int number = 0; number < 500; number++) {
            sent.add("n" + number);
            answers.add(device.send(post("order", sent.get(number).getBytes()), SOON));
        }

        answers.forEach(Ends::await);
        assertThat(order).isEqualTo(sent);
    }

    @Test
    void what_is_in_flight_fails_at_once_when_the_connection_is_gone() {
        CoapConnection device = ends.connect();
        CoapConnection service = ends.accepted();
        HeardNotifications observer = new HeardNotifications();
        Ends.await(device.observe(get("text"), SOON, observer).first());
        CompletableFuture<Response> request = device.send(get("silent"), Duration.ofMinutes(5));
        CompletableFuture<Response> observing =
                device.observe(get("silent"), Duration.ofMinutes(5), observer).first();
        await().until(() -> ends.serviceSide.silent.asked.size() == 2);

        service.close();

        assertThat(Ends.reason(request)).isEqualTo(new CloseReason.ClosedByPeer());
        assertThat(Ends.reason(observing)).isEqualTo(new CloseReason.ClosedByPeer());
        assertThat(next(observer.ended)).isInstanceOf(ConnectionClosedException.class);
        assertThat(Ends.await(device.closed())).isEqualTo(new CloseReason.ClosedByPeer());
        assertThat(Ends.await(service.closed())).isEqualTo(new CloseReason.ClosedByUs());
        assertThat(next(ends.client.down)).isEqualTo(new CloseReason.ClosedByPeer());
        assertThat(next(ends.server.down)).isEqualTo(new CloseReason.ClosedByUs());
        assertThat(ends.serviceSide.text.getObserverCount()).isZero();
        assertThat(Ends.reason(device.send(get("text"), SOON))).isEqualTo(new CloseReason.ClosedByPeer());
        assertThat(Ends.reason(device.ping(SOON))).isEqualTo(new CloseReason.ClosedByPeer());
    }

    @Test
    void nothing_is_remembered_of_a_connection_that_is_gone() {
        CoapConnection device = ends.connect();
        CoapConnection service = ends.accepted();
        HeardNotifications observer = new HeardNotifications();
        Ends.await(device.observe(get("text"), SOON, observer).first());
        Ends.await(service.observe(get("text"), SOON, observer).first());
        ends.serviceSide.text.become("second");
        assertThat(next(observer.heard)).isEqualTo("second");
        device.send(get("silent"), SOON);
        service.send(get("silent"), SOON);
        device.observe(get("silent"), SOON, observer);
        await().until(() -> ends.serviceSide.silent.asked.size() == 2);
        await().until(() -> ends.deviceSide.silent.asked.size() == 1);
        assertThat(((TcpConnection) device).endpoint().isEmpty()).isFalse();
        assertThat(((TcpConnection) service).endpoint().isEmpty()).isFalse();

        device.close();
        Ends.await(service.closed());

        assertThat(((TcpConnection) device).endpoint().isEmpty()).isTrue();
        assertThat(((TcpConnection) service).endpoint().isEmpty()).isTrue();
        assertThat(ends.serviceSide.text.getObserverCount()).isZero();
        assertThat(ends.deviceSide.text.getObserverCount()).isZero();
    }

    @Test
    void nothing_is_remembered_of_requests_that_ended() {
        CoapConnection device = ends.connect();
        Ends.await(device.send(get("text"), SOON));
        Ends.failure(device.send(get("silent"), Duration.ofMillis(20)));
        Ends.failure(device.send(post("text", new byte[300_000]), SOON));
        CompletableFuture<Response> given = device.send(get("silent"), SOON);
        await().until(() -> ends.serviceSide.silent.asked.size() == 2);

        given.cancel(false);

        await().until(() -> ((TcpConnection) device).endpoint().isEmpty());
    }

    @Test
    void a_request_without_an_answer_ends_at_its_deadline_and_the_connection_stays() {
        CoapConnection device = ends.connect();

        Throwable failure = Ends.failure(device.send(get("silent"), Duration.ofMillis(50)));

        assertThat(failure).isInstanceOf(RequestTimeoutException.class).hasMessage("no answer within 50 ms");
        assertThat(Ends.await(device.send(get("text"), SOON)).getCode()).isEqualTo(ResponseCode.CONTENT);
    }

    @Test
    void a_late_answer_is_dropped() {
        CoapConnection device = ends.connect();
        Ends.failure(device.send(get("silent"), Duration.ofMillis(20)));
        await().until(() -> !ends.serviceSide.silent.asked.isEmpty());

        ends.serviceSide.silent.asked.get(0).respond(ResponseCode.CONTENT, "too late");

        assertThat(Ends.await(device.send(get("text"), SOON)).getPayloadString())
                .isEqualTo("first");
    }

    @Test
    void a_resource_that_throws_answers_5_00() {
        assertThat(Ends.await(ends.connect().send(get("failing"), SOON)).getCode())
                .isEqualTo(ResponseCode.INTERNAL_SERVER_ERROR);
    }

    @Test
    void a_path_that_is_not_there_answers_4_04() {
        assertThat(Ends.await(ends.connect().send(get("nowhere/at/all"), SOON)).getCode())
                .isEqualTo(ResponseCode.NOT_FOUND);
    }

    @Test
    void a_ping_measures_the_way_to_the_peer_and_back() {
        CoapConnection device = ends.connect();

        assertThat(Ends.await(device.ping(SOON))).isPositive().isLessThan(SOON);
        assertThat(Ends.await(ends.accepted().ping(SOON))).isPositive().isLessThan(SOON);
    }

    @Test
    void own_pings_keep_a_silent_connection_up() {
        ends.clientSetup.limits(TransportLimits.forDevice().withPing(Duration.ofMillis(30), 2));
        ends.serverSetup.limits(TransportLimits.forService().withIdleTimeout(Duration.ofMillis(600)));
        CoapConnection device = ends.connect();

        Throwable failure = Ends.failure(device.send(get("silent"), Duration.ofMillis(1_300)));

        assertThat(failure).isInstanceOf(RequestTimeoutException.class);
        assertThat(device.closed().toCompletableFuture()).isNotDone();
    }

    @Test
    void an_idle_connection_is_closed_by_the_service() {
        ends.serverSetup.limits(TransportLimits.forService().withIdleTimeout(Duration.ofMillis(100)));
        CoapConnection device = ends.connect();

        assertThat(Ends.await(device.closed())).isEqualTo(new CloseReason.ClosedByPeer());
        assertThat(next(ends.server.down)).isEqualTo(new CloseReason.IdleTimeout(Duration.ofMillis(100)));
    }

    @Test
    void a_release_is_heard_as_such_at_the_other_end() {
        CoapConnection device = ends.connect();
        CoapConnection service = ends.accepted();

        device.release();

        assertThat(Ends.await(device.closed())).isEqualTo(new CloseReason.ReleasedByUs());
        assertThat(Ends.await(service.closed())).isEqualTo(new CloseReason.ReleasedByPeer());
    }

    @Test
    void a_request_larger_than_the_peer_takes_fails_here_with_both_sizes() {
        CoapConnection device = ends.connect();
        Ends.await(device.ping(SOON));

        Throwable failure = Ends.failure(device.send(post("text", new byte[300 * 1024]), SOON));

        assertThat(failure)
                .isInstanceOf(MessageTooLargeException.class)
                .hasMessage("the message has 307220 bytes, the peer takes 262144");
    }

    @Test
    void a_large_body_goes_whole() {
        CoapConnection device = ends.connect();
        Ends.await(device.ping(SOON));

        Response answer = Ends.await(device.send(post("text", new byte[60_000]), SOON));

        assertThat(answer.getPayload()).hasSize(60_000);
        assertThat(answer.getOptions().hasBlock2()).isFalse();
    }

    @Test
    void an_answer_larger_than_the_peer_takes_becomes_5_00() {
        ends.clientSetup.limits(TransportLimits.forDevice().withInboundMessage(2_000));
        CoapConnection device = ends.connect();
        Ends.await(device.ping(SOON));

        Response answer = Ends.await(device.send(post("text", new byte[3_000]), SOON));

        assertThat(answer.getCode()).isEqualTo(ResponseCode.INTERNAL_SERVER_ERROR);
        assertThat(answer.getPayloadString()).contains("3013 bytes").contains("2000");
    }

    @Test
    void a_server_that_closes_releases_its_connections() {
        CoapConnection device = ends.connect();
        ends.accepted();

        ends.server().close();

        assertThat(Ends.await(device.closed())).isEqualTo(new CloseReason.ReleasedByPeer());
    }

    @Test
    void a_release_waits_for_the_answer_that_the_peer_waits_for() {
        CompletableFuture<Response> answer = ends.connect().send(get("silent"), SOON);
        CoapConnection service = ends.accepted();
        await().until(() -> !ends.serviceSide.silent.asked.isEmpty());

        service.release();
        assertThat(Ends.reason(service.send(get("text"), SOON))).isEqualTo(new CloseReason.ReleasedByUs());
        ends.serviceSide.silent.asked.get(0).respond(ResponseCode.CONTENT, "just in time");

        assertThat(Ends.await(answer).getPayloadString()).isEqualTo("just in time");
        assertThat(Ends.await(service.closed())).isEqualTo(new CloseReason.ReleasedByUs());
    }

    @Test
    void a_request_that_crosses_a_release_is_put_off_and_not_served() {
        CoapConnection device = ends.connect();
        CompletableFuture<Response> taken = device.send(get("silent"), SOON);
        CoapConnection service = ends.accepted();
        await().until(() -> !ends.serviceSide.silent.asked.isEmpty());

        service.release();
        Response crossing = Ends.await(device.send(get("silent"), SOON));
        ends.serviceSide.silent.asked.get(0).respond(ResponseCode.CONTENT, "taken before");

        assertThat(crossing.getCode()).isEqualTo(ResponseCode.SERVICE_UNAVAILABLE);
        assertThat(crossing.getOptions().getMaxAge()).isEqualTo(5);
        assertThat(Ends.await(taken).getPayloadString()).isEqualTo("taken before");
        assertThat(ends.serviceSide.silent.asked).hasSize(1);
        assertThat(Ends.await(device.closed())).isEqualTo(new CloseReason.ReleasedByPeer());
    }

    @Test
    void a_release_does_not_wait_for_ever() {
        ends.serverSetup.limits(TransportLimits.forService().withReleaseTimeout(Duration.ofMillis(50)));
        CompletableFuture<Response> unanswered = ends.connect().send(get("silent"), SOON);
        ends.accepted();
        await().until(() -> !ends.serviceSide.silent.asked.isEmpty());

        ends.server().close();

        assertThat(Ends.reason(unanswered)).isEqualTo(new CloseReason.ReleasedByPeer());
    }

    @Test
    void requests_that_wait_for_an_answer_have_a_limit() {
        ends.serverSetup.limits(TransportLimits.forService().withWaitingRequests(3));
        CoapConnection device = ends.connect();
        for (int request = 0; request < 3; request++) {
            device.send(get("silent"), SOON);
        }

        Response refused = Ends.await(device.send(get("text"), SOON));
        assertThat(refused.getCode()).isEqualTo(ResponseCode.SERVICE_UNAVAILABLE);
        assertThat(refused.getPayloadString()).isEqualTo("already 3 requests of this connection wait for their answer");
        assertThat(refused.getOptions().getMaxAge()).isEqualTo(1);

        ends.serviceSide.silent.asked.get(0).respond(ResponseCode.CONTENT);
        assertThat(Ends.await(device.send(get("text"), SOON)).getCode()).isEqualTo(ResponseCode.CONTENT);
    }

    @Test
    void a_listener_that_fails_keeps_nobody_waiting() {
        ConnectionListener failing = new ConnectionListener() {
            @Override
            public void connected(CoapConnection connection) {
                throw new IllegalStateException("a defect");
            }
        };
        ends.clientSetup.listener(failing);
        ends.serverSetup.listener(failing);

        assertThat(Ends.await(ends.connect().send(get("text"), SOON)).getPayloadString())
                .isEqualTo("first");
    }

    @Test
    void a_client_that_closes_fails_its_dials_and_requests() {
        CoapConnection device = ends.connect();
        CompletableFuture<Response> request = device.send(get("silent"), SOON);

        ends.client().close();

        assertThat(Ends.reason(request)).isEqualTo(new CloseReason.ClosedByUs());
        assertThat(Ends.reason(ends.client().connect(ends.uri()))).isEqualTo(new CloseReason.ClosedByUs());
    }
}
