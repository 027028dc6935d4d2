package org.dps4j.protocol.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.dps4j.protocol.coap.Ends.SOON;
import static org.dps4j.protocol.coap.Ends.get;

import com.mbed.coap.client.CoapClient;
import com.mbed.coap.packet.BlockSize;
import com.mbed.coap.packet.CoapRequest;
import com.mbed.coap.packet.CoapResponse;
import com.mbed.coap.packet.Code;
import com.mbed.coap.packet.Opaque;
import com.mbed.coap.server.RouterService;
import com.mbed.coap.server.TcpCoapServer;
import com.mbed.coap.transport.javassl.SSLSocketClientTransport;
import com.mbed.coap.transport.javassl.SocketClientTransport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.SocketFactory;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.dps4j.testkit.pki.TestTls;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** An implementation of RFC 8323 that shares no code with ours, against our server. */
@Timeout(20)
@ExtendWith(LeakCheck.class)
class JavaCoapIT {

    private final Ends ends = new Ends();

    @AfterEach
    void close() {
        ends.close();
    }

    private CoapClient stack(SocketClientTransport transport) throws IOException {
        return TcpCoapServer.builder()
                .transport(transport)
                .blockSize(BlockSize.S_1024_BERT)
                .maxMessageSize(100_000)
                .maxIncomingBlockTransferSize(1_000_000)
                .route(RouterService.builder()
                        .get("/light", request -> CoapResponse.ok("on").toFuture()))
                .buildClient(ends.server().localAddress());
    }

    private CoapClient dial() throws IOException {
        InetSocketAddress address = ends.server().localAddress();
        SocketClientTransport transport = new SocketClientTransport(address, SocketFactory.getDefault(), false);
        return stack(transport);
    }

    @Test
    void it_gets_posts_and_pings() throws Exception {
        try (CoapClient client = dial()) {
            assertThat(client.sendSync(CoapRequest.get("/text")).getPayloadString())
                    .isEqualTo("first");
            CoapResponse posted = client.sendSync(CoapRequest.post("/text").payload(Opaque.of(new byte[] {1, 2, 3})));
            assertThat(posted.getCode()).isEqualTo(Code.C204_CHANGED);
            assertThat(posted.getPayload()).isEqualTo(Opaque.ofBytes(1, 2, 3));
            assertThat(client.sendSync(CoapRequest.get("/nowhere")).getCode()).isEqualTo(Code.C404_NOT_FOUND);
            assertThat(Ends.await(client.ping())).isTrue();
        }
    }

    @Test
    void it_sends_and_gets_a_large_body_whole() throws Exception {
        try (CoapClient client = dial()) {
            byte[] body = new byte[90_000];
            Ends.await(client.ping());

            CoapResponse echoed = client.sendSync(CoapRequest.post("/text").payload(Opaque.of(body)));

            assertThat(echoed.getPayload().size()).isEqualTo(90_000);
            assertThat(echoed.options().getBlock2Res()).isNull();
        }
    }

    @Test
    void it_answers_our_requests_and_pings_on_its_connection() throws Exception {
        try (CoapClient client = dial()) {
            client.sendSync(CoapRequest.get("/text"));
            CoapConnection service = ends.accepted();

            Response light = Ends.await(service.send(get("light"), SOON));

            assertThat(light.getPayloadString()).isEqualTo("on");
            assertThat(Ends.await(service.ping(SOON))).isPositive();
        }
    }

    @Test
    void it_observes_until_it_hangs_up() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        InetSocketAddress address = ends.server().localAddress();
        try (CoapClient client = TcpCoapServer.builder()
                .transport(new SocketClientTransport(address, SocketFactory.getDefault(), false))
                .blockSize(BlockSize.S_1024_BERT)
                .notificationsReceiver((path, notification) -> {
                    heard.add(notification.getPayload().toUtf8String());
                    return true;
                })
                .buildClient(address)) {
            client.sendSync(CoapRequest.observe("/text"));

            ends.serviceSide.text.become("second");
            ends.serviceSide.text.become("third");

            await().untilAsserted(() -> assertThat(heard).containsExactly("second", "third"));
        }
        await().until(() -> ends.serviceSide.text.getObserverCount() == 0);
    }

    @Test
    void it_speaks_tls_with_us() throws Exception {
        TestAuthority root = TestPki.root("Root").mint();
        TestCertificate device = root.device("device").mint();
        TestCertificate server = root.server("localhost", "127.0.0.1").mint();
        TlsOptions service =
                TlsOptions.of(new TlsIdentity(server.chain(), server.privateKey()), (chain, attachments) -> {});
        ends.tls(service, service);
        InetSocketAddress address = ends.server().localAddress();
        SSLSocketClientTransport transport = new SSLSocketClientTransport(
                address, TestTls.context(device, root.certificate()).getSocketFactory(), false);

        try (CoapClient client = stack(transport)) {
            assertThat(client.sendSync(CoapRequest.get("/text")).getPayloadString())
                    .isEqualTo("first");
            assertThat(ends.accepted().peerCertificates()).isEqualTo(device.chain());
        }
    }
}
