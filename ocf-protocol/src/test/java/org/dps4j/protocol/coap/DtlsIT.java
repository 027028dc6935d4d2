package org.dps4j.protocol.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.dps4j.protocol.coap.DtlsEnds.ANYBODY;
import static org.dps4j.protocol.coap.DtlsEnds.NOBODY;
import static org.dps4j.protocol.coap.DtlsEnds.device;
import static org.dps4j.protocol.coap.DtlsEnds.uri;
import static org.dps4j.protocol.coap.Ends.SOON;
import static org.dps4j.protocol.coap.Ends.get;
import static org.dps4j.protocol.coap.Ends.next;
import static org.dps4j.protocol.coap.Ends.post;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.proxy.LossyPath;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(20)
@ExtendWith(LeakCheck.class)
class DtlsIT {

    private final DtlsEnds ends = new DtlsEnds();
    private final Ends.Heard clientHeard = ends.clientHeard;
    private final Ends.Heard serverHeard = ends.serverHeard;

    @AfterEach
    void close() {
        ends.close();
    }

    @Test
    void requests_go_both_ways_and_both_ends_know_each_other() {
        CoapDtlsServer server =
                ends.server((chain, attachments) -> attachments.attach(String.class, "checked " + chain.size()));

        CoapConnection device = ends.connect(server);
        CoapConnection service = next(serverHeard.up);

        assertThat(Ends.await(device.send(get("text"), SOON)).getPayloadString())
                .isEqualTo("first");
        assertThat(Ends.await(service.send(post("text", new byte[] {1, 2}), SOON))
                        .getPayload())
                .containsExactly(1, 2);
        assertThat(device.peerCertificates()).isEqualTo(DtlsEnds.SERVER.chain());
        assertThat(service.peerCertificates())
                .isEqualTo(DtlsEnds.DEVICE.chain())
                .hasSize(2);
        assertThat(service.attachments().get(String.class)).isEqualTo("checked 2");
        assertThat(service.peer().getPort()).isEqualTo(device.local().getPort());
        assertThat(server.connections()).containsExactly(service);
        assertThat(Ends.await(device.ping(SOON))).isPositive();
    }

    @Test
    void bodies_larger_than_a_datagram_go_in_blocks_both_ways() {
        byte[] large = new byte[20_000];
        CoapConnection device = ends.connect(ends.server(
                ANYBODY, its -> its.limits(TransportLimits.forService().withOutboundPayload(32_768))));
        CoapConnection service = next(serverHeard.up);

        Response fromService = Ends.await(device.send(post("text", large), SOON));
        Response fromDevice = Ends.await(service.send(post("text", large.clone()), SOON));

        assertThat(fromService.getPayload()).hasSize(20_000);
        assertThat(fromDevice.getPayload()).hasSize(20_000);
    }

    @Test
    void a_body_larger_than_we_take_is_refused_and_one_larger_than_we_send_does_not_go_out() {
        CoapDtlsServer server = ends.server(
                ANYBODY, its -> its.limits(TransportLimits.forService().withInboundMessage(4_096)));
        CoapConnection device = ends.connect(server);

        assertThat(Ends.await(device.send(post("text", new byte[5_000]), SOON)).getCode())
                .isEqualTo(ResponseCode.REQUEST_ENTITY_TOO_LARGE);
        assertThat(Ends.failure(device.send(post("text", new byte[300_000]), SOON)))
                .isInstanceOf(MessageTooLargeException.class);
    }

    @Test
    void observers_hear_of_changes() {
        CoapConnection device = ends.connect(ends.server(ANYBODY));
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        Observation observation = device.observe(get("text"), SOON, new ObservationListener() {
            @Override
            public void notified(Response notification) {
                heard.add(notification.getPayloadString());
            }

            @Override
            public void ended(Exception cause) {}
        });

        assertThat(Ends.await(observation.first()).getPayloadString()).isEqualTo("first");
        ends.serviceSide.text.become("second");

        assertThat(next(heard)).isEqualTo("second");
    }

    @Test
    void a_service_that_refuses_our_certificate_is_reported_as_that() {
        CoapDtlsServer server = ends.server(NOBODY);

        CloseReason reason = Ends.reason(ends.client().connect(uri(server.localAddress()), device(ANYBODY)));

        assertThat(reason).isEqualTo(new CloseReason.OurCertificateRefused("certificate_unknown"));
        assertThat(reason.describe()).isEqualTo("the service refused our certificate (alert certificate_unknown)");
        assertThat(next(serverHeard.failed))
                .isEqualTo(new CloseReason.PeerCertificateRefused("nobody is welcome here"));
        assertThat(next(clientHeard.failed)).isEqualTo(reason);
    }

    @Test
    void a_device_that_refuses_the_services_certificate_says_why() {
        CoapDtlsServer server = ends.server(ANYBODY);

        assertThat(Ends.reason(ends.client().connect(uri(server.localAddress()), device(NOBODY))))
                .isEqualTo(new CloseReason.PeerCertificateRefused("nobody is welcome here"));
        assertThat(next(serverHeard.failed)).isInstanceOf(CloseReason.OurCertificateRefused.class);
    }

    @Test
    void a_service_takes_nobody_without_a_certificate() {
        CoapDtlsServer server = ends.server(ANYBODY);

        assertThat(Ends.reason(ends.client().connect(uri(server.localAddress()), TlsOptions.anonymous(ANYBODY))))
                .isInstanceOf(CloseReason.class);
        assertThat(next(serverHeard.failed)).isNotNull();
        assertThat(server.connections()).isEmpty();
    }

    @Test
    void the_host_name_is_compared_when_asked_for() {
        CoapDtlsServer server = ends.server(ANYBODY);
        CoapDtlsServer elsewhere = ends.server(ANYBODY, its -> its.bind(new InetSocketAddress("127.0.0.2", 0)));
        TlsOptions strict = device(ANYBODY).withHostnameCheck(TlsOptions.HostnameCheck.HTTPS);
        URI unnamed = URI.create("coaps://127.0.0.2:" + elsewhere.localAddress().getPort());

        Ends.await(ends.client().connect(uri(server.localAddress()), strict));

        assertThat(Ends.reason(ends.client().connect(unnamed, strict)))
                .isEqualTo(new CloseReason.PeerCertificateRefused("the certificate does not name the host 127.0.0.2"));
    }

    @Test
    void options_that_dtls_cannot_use_are_named() throws NoSuchAlgorithmException {
        TlsOptions ready = TlsOptions.of(SSLContext.getDefault());

        assertThatThrownBy(() -> ends.client().connect(URI.create("coaps://127.0.0.1"), ready))
                .hasMessageContaining("SSLContext");
        assertThatThrownBy(() -> ends.client().connect(URI.create("coaps+tcp://127.0.0.1"), device(ANYBODY)))
                .hasMessageContaining("coaps://");
    }

    @Test
    void an_address_where_nobody_listens_refuses_at_once() throws IOException {
        int port;
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertThat(Ends.reason(ends.client().connect(URI.create("coaps://127.0.0.1:" + port), device(ANYBODY))))
                .isInstanceOf(CloseReason.ConnectRefused.class);
    }

    @Test
    void a_server_that_does_not_answer_costs_the_handshake_timeout() throws IOException {
        try (DatagramSocket mute = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            TransportLimits limits = TransportLimits.forDevice().withHandshakeTimeout(Duration.ofMillis(300));

            CloseReason reason = Ends.reason(ends.client(limits)
                    .connect(URI.create("coaps://127.0.0.1:" + mute.getLocalPort()), device(ANYBODY)));

            assertThat(reason).isEqualTo(new CloseReason.HandshakeTimeout(Duration.ofMillis(300)));
            assertThat(reason.describe()).isEqualTo("the handshake was not complete within 300 ms");
        }
    }

    @Test
    void a_name_without_an_address_is_named() {
        assertThat(Ends.reason(ends.client().connect(URI.create("coaps://nowhere.invalid"), device(ANYBODY))))
                .isEqualTo(new CloseReason.NameNotFound("nowhere.invalid"));
    }

    @Test
    void lost_datagrams_cost_time_only() {
        CoapDtlsServer server = ends.server(ANYBODY);
        try (LossyPath path = LossyPath.to(server.localAddress(), number -> number == 3)) {
            CoapConnection device = Ends.await(ends.client().connect(uri(path.address()), device(ANYBODY)));

            Response answer = Ends.await(device.send(post("text", new byte[4_000]), Duration.ofSeconds(10)));

            assertThat(answer.getPayload()).hasSize(4_000);
            assertThat(path.dropped()).isEqualTo(1);
        }
    }

    @Test
    void a_peer_that_closes_is_noticed_on_the_other_end() {
        CoapConnection device = ends.connect(ends.server(ANYBODY));
        CoapConnection service = next(serverHeard.up);

        device.close();

        assertThat(next(serverHeard.down)).isEqualTo(new CloseReason.ClosedByPeer());
        assertThat(Ends.await(service.closed())).isEqualTo(new CloseReason.ClosedByPeer());
        assertThat(Ends.failure(service.send(get("text"), SOON))).isInstanceOf(ConnectionClosedException.class);
    }

    @Test
    void a_server_that_stops_answers_what_it_took_and_says_good_bye() {
        CoapDtlsServer server = ends.server(ANYBODY);
        CoapConnection device = ends.connect(server);
        var answer = device.send(get("silent"), SOON);
        await().atMost(SOON).until(() -> !ends.serviceSide.silent.asked.isEmpty());
        next(serverHeard.up)
                .loop()
                .schedule(
                        Duration.ofMillis(100),
                        () -> ends.serviceSide.silent.asked.get(0).respond(ResponseCode.CONTENT, "just in time"));

        server.close();

        assertThat(Ends.await(answer).getPayloadString()).isEqualTo("just in time");
        assertThat(Ends.await(device.closed())).isEqualTo(new CloseReason.ClosedByPeer());
    }

    @Test
    void a_server_that_stops_waits_until_the_last_block_of_an_answer_is_fetched() {
        CoapDtlsServer server = ends.server(ANYBODY);
        AtomicInteger lost = new AtomicInteger(-1);
        try (LossyPath path = LossyPath.to(server.localAddress(), number -> number == lost.get())) {
            CoapConnection device = Ends.await(ends.client().connect(uri(path.address()), device(ANYBODY)));
            Ends.await(device.send(get("text"), SOON));
            ends.serviceSide.text.become("x".repeat(4_000));
            lost.set(path.seen() + 2);
            var answer = device.send(get("text"), SOON);
            await().atMost(SOON).until(() -> path.dropped() == 1);

            server.close();

            assertThat(Ends.await(answer).getPayload()).hasSize(4_000);
        }
    }

    @Test
    void a_silent_association_ends_after_its_idle_time() {
        CoapConnection device = ends.connect(ends.server(
                ANYBODY, its -> its.limits(TransportLimits.forService().withIdleTimeout(Duration.ofMillis(200)))));

        assertThat(next(serverHeard.down)).isEqualTo(new CloseReason.IdleTimeout(Duration.ofMillis(200)));
        assertThat(Ends.await(device.closed())).isEqualTo(new CloseReason.ClosedByPeer());
    }

    @Test
    void fifty_clients_have_no_threads_of_their_own() {
        CoapDtlsServer server = ends.server(ANYBODY);
        int before = Thread.activeCount();

        List<CoapConnection> devices = IntStream.range(0, 50)
                .mapToObj(number -> ends.client().connect(uri(server.localAddress()), device(ANYBODY)))
                .toList()
                .stream()
                .map(Ends::await)
                .toList();

        assertThat(devices)
                .allSatisfy(device -> assertThat(
                                Ends.await(device.send(get("text"), SOON)).getPayloadString())
                        .isEqualTo("first"));
        assertThat(server.connections()).hasSize(50);
        assertThat(Thread.activeCount() - before)
                .isLessThanOrEqualTo(8 + 2 + 1 + Runtime.getRuntime().availableProcessors());
    }
}
