package org.dps4j.protocol.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.dps4j.protocol.coap.DtlsEnds.ANYBODY;
import static org.dps4j.protocol.coap.DtlsEnds.device;
import static org.dps4j.protocol.coap.DtlsEnds.uri;
import static org.dps4j.protocol.coap.Ends.SOON;
import static org.dps4j.protocol.coap.Ends.get;
import static org.dps4j.protocol.coap.Ends.next;
import static org.dps4j.protocol.coap.Ends.post;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.dps4j.protocol.coap.CloseReason.ListenerFull;
import org.dps4j.protocol.coap.CloseReason.ListenerFull.Bound;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.proxy.LossyPath;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.elements.config.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a listener of DTLS does when it has as many of something as it may have. */
@Timeout(20)
@ExtendWith(LeakCheck.class)
class DtlsLimitsIT {

    private static final CloseReason TOLD =
            new CloseReason.HandshakeFailed("the peer sent the DTLS alert internal_error");

    private final DtlsEnds ends = new DtlsEnds();

    @AfterEach
    void close() {
        ends.close();
    }

    @Test
    void a_full_server_tells_the_next_one_at_once_and_takes_it_when_there_is_room() {
        CoapDtlsServer server = ends.server(ANYBODY, its -> its.maxConnections(1));
        CoapConnection first = ends.connect(server);

        assertThat(ends.refusal(server)).isEqualTo(TOLD);
        assertThat(next(ends.serverHeard.failed)).isEqualTo(new ListenerFull(Bound.CONNECTIONS, 1));

        first.close();
        next(ends.serverHeard.down);
        assertThat(Ends.await(ends.connect(server).send(get("text"), SOON)).getPayloadString())
                .isEqualTo("first");
    }

    @Test
    void an_address_has_no_more_associations_than_it_may_have() {
        CoapDtlsServer server = ends.server(ANYBODY, its -> its.maxConnectionsOfAddress(2));
        ends.connect(server);
        CoapConnection second = ends.connect(server);

        assertThat(ends.refusal(server)).isEqualTo(TOLD);
        assertThat(next(ends.serverHeard.failed)).isEqualTo(new ListenerFull(Bound.CONNECTIONS_OF_ADDRESS, 2));

        second.close();
        next(ends.serverHeard.down);
        ends.connect(server);
        await().atMost(SOON).until(() -> server.connections().size() == 2);
    }

    @Test
    void one_handshake_too_many_ends_the_oldest() {
        BlockingQueue<Integer> judged = new LinkedBlockingQueue<>();
        CountDownLatch verdict = new CountDownLatch(1);
        CoapDtlsServer server = ends.server(
                (chain, attachments) -> {
                    judged.add(chain.size());
                    awaitQuietly(verdict);
                },
                its -> its.maxOpenHandshakes(1));
        CompletableFuture<CoapConnection> oldest = ends.client().connect(uri(server.localAddress()), device(ANYBODY));
        next(judged);

        CompletableFuture<CoapConnection> younger = ends.client().connect(uri(server.localAddress()), device(ANYBODY));

        assertThat(Ends.reason(oldest)).isEqualTo(TOLD);
        assertThat(next(ends.serverHeard.failed)).isEqualTo(new ListenerFull(Bound.OPEN_HANDSHAKES, 1));
        verdict.countDown();
        assertThat(Ends.await(Ends.await(younger).send(get("text"), SOON)).getPayloadString())
                .isEqualTo("first");
    }

    @Test
    void requests_that_wait_for_an_answer_have_a_limit() {
        CoapConnection device = ends.connect(ends.server(
                ANYBODY, its -> its.limits(TransportLimits.forService().withWaitingRequests(2))));
        device.send(get("silent"), SOON);
        device.send(get("silent"), SOON);
        await().atMost(SOON).until(() -> ends.serviceSide.silent.asked.size() == 2);

        Response refused = Ends.await(device.send(get("text"), SOON));

        assertThat(refused.getCode()).isEqualTo(ResponseCode.SERVICE_UNAVAILABLE);
        assertThat(refused.getPayloadString()).isEqualTo("already 2 requests of this connection wait for their answer");
        assertThat(refused.getOptions().getMaxAge()).isEqualTo(1);
        ends.serviceSide.silent.asked.get(0).respond(ResponseCode.CONTENT);
        assertThat(Ends.await(device.send(get("text"), SOON)).getCode()).isEqualTo(ResponseCode.CONTENT);
    }

    @Test
    void an_answer_larger_than_we_send_becomes_one_that_says_so() {
        CoapConnection device = ends.connect(ends.server(
                ANYBODY, its -> its.limits(TransportLimits.forService().withOutboundPayload(2_000))));

        Response answer = Ends.await(device.send(post("text", new byte[3_000]), SOON));

        assertThat(answer.getCode()).isEqualTo(ResponseCode.INTERNAL_SERVER_ERROR);
        assertThat(answer.getPayloadString()).contains("3000").contains("2000");
    }

    @Test
    void a_second_association_from_the_same_address_takes_the_place_of_the_first() {
        CoapDtlsServer server = ends.server();
        try (LossyPath path = LossyPath.underOnePort(server.localAddress())) {
            Ends.await(ends.client().connect(uri(path.address()), device(ANYBODY)));
            CoapConnection before = next(ends.serverHeard.up);

            CoapConnection second = Ends.await(ends.client().connect(uri(path.address()), device(ANYBODY)));

            assertThat(Ends.await(before.closed())).isEqualTo(new CloseReason.ClosedByPeer());
            assertThat(Ends.await(second.send(get("text"), SOON)).getPayloadString())
                    .isEqualTo("first");
            assertThat(server.connections()).containsExactly(next(ends.serverHeard.up));
        }
    }

    @Test
    void a_peer_that_falls_silent_in_its_handshake_is_given_up_in_time() {
        CoapDtlsServer server = ends.server(
                ANYBODY, its -> its.limits(TransportLimits.forService().withHandshakeTimeout(Duration.ofMillis(200))));
        try (LossyPath path = LossyPath.to(server.localAddress(), number -> number > 3)) {
            CompletableFuture<CoapConnection> dial = ends.client().connect(uri(path.address()), device(ANYBODY));

            assertThat(next(ends.serverHeard.failed))
                    .isEqualTo(new CloseReason.HandshakeTimeout(Duration.ofMillis(200)));
            assertThat(server.openHandshakes()).isZero();
            assertThat(dial).isNotDone();
        }
    }

    @Test
    void a_hello_without_a_cookie_costs_the_server_nothing_and_is_answered_by_no_more_than_it_brought()
            throws IOException {
        CoapDtlsServer server = ends.server();
        byte[] hello;
        try (DatagramSocket mute = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            ends.client().connect(uri((InetSocketAddress) mute.getLocalSocketAddress()), device(ANYBODY));
            hello = receive(mute);
        }
        try (DatagramSocket stranger = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            for (int time = 0; time < 100; time++) {
                stranger.send(new DatagramPacket(hello, hello.length, server.localAddress()));
            }

            byte[] answer = receive(stranger);

            assertThat(answer).hasSizeLessThanOrEqualTo(hello.length);
            assertThat(ends.serverHeard.failed).isEmpty();
            assertThat(server.openHandshakes()).isZero();
        }
    }

    private static byte[] receive(DatagramSocket at) throws IOException {
        at.setSoTimeout((int) SOON.toMillis());
        DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
        at.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_body_that_a_server_will_not_hold_is_refused_and_the_association_stays() {
        CoapDtlsServer server = ends.server();
        CoapConnection device =
                Ends.await(ends.client(TransportLimits.forDevice().withOutboundPayload(65_536))
                        .connect(uri(server.localAddress()), device(ANYBODY)));

        Response refused = Ends.await(device.send(post("text", new byte[40_000]), SOON));

        assertThat(refused.getCode()).isEqualTo(ResponseCode.REQUEST_ENTITY_TOO_LARGE);
        assertThat(Ends.await(device.send(get("text"), SOON)).getCode()).isEqualTo(ResponseCode.CONTENT);
    }

    @Test
    void what_unfinished_uploads_may_take_has_a_limit_however_many_peers_there_are() {
        Configuration coap = new DatagramSettings(1 << 20, 100_000).coap();

        long held = (long) coap.get(CoapConfig.MAX_RESOURCE_BODY_SIZE)
                * DatagramSettings.blocks(coap).get(CoapConfig.MAX_ACTIVE_PEERS);

        assertThat(held).isEqualTo(16L << 20);
        assertThat(coap.get(CoapConfig.MAX_ACTIVE_PEERS)).isEqualTo(100_000);
    }
}
