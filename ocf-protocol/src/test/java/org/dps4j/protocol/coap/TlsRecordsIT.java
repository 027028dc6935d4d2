package org.dps4j.protocol.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dps4j.protocol.coap.Ends.SOON;
import static org.dps4j.protocol.coap.Ends.get;

import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.peer.ClientCertificate;
import org.dps4j.testkit.peer.RawListener;
import org.dps4j.testkit.peer.RawPeer;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.dps4j.testkit.pki.TestTls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each message has a TLS record of its own: a C device loses the second one of a record. */
@Timeout(20)
@ExtendWith(LeakCheck.class)
class TlsRecordsIT {

    private static final TestAuthority MANUFACTURER =
            TestPki.root("Manufacturer").mint();
    private static final TestAuthority SERVICE_ROOT = TestPki.root("Service").mint();
    private static final TestCertificate DEVICE =
            MANUFACTURER.intermediate("Factory").mint().device("device").mint();
    private static final TestCertificate SERVER =
            SERVICE_ROOT.server("localhost", "127.0.0.1").mint();
    private static final PeerCertificateCheck ANYBODY = (chain, attachments) -> {};

    private final Ends ends = new Ends();

    @AfterEach
    void close() {
        ends.close();
    }

    private static TlsIdentity identity(TestCertificate certificate) {
        return new TlsIdentity(certificate.chain(), certificate.privateKey());
    }

    private static TlsOptions device(PeerCertificateCheck check) {
        return TlsOptions.of(identity(DEVICE), check);
    }

    private static TlsOptions service(PeerCertificateCheck check) {
        return TlsOptions.of(identity(SERVER), check);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void each_message_has_a_tls_record_of_its_own(String protocol) {
        ends.tls(device(ANYBODY).withProtocols(protocol), service(ANYBODY));
        try (RawListener listener = RawPeer.tls(TestTls.trustingEverybody(SERVER))
                .clientCertificate(ClientCertificate.REQUIRED)
                .listen()) {
            List<CompletableFuture<?>> answers = new CopyOnWriteArrayList<>();
            ends.client()
                    .connect(ends.uri("127.0.0.1", listener.address().getPort()))
                    .thenAccept(connection -> {
                        answers.add(connection.send(get("one"), SOON));
                        answers.add(connection.send(get("three"), SOON));
                        answers.add(connection.ping(SOON));
                    });

            try (RawPeer peer = listener.accept()) {
                List<byte[]> frames = List.of(peer.readFrame(), peer.readFrame(), peer.readFrame(), peer.readFrame());

                assertThat(peer.receivedRecords())
                        .isEqualTo(frames.stream().map(frame -> frame.length).toList());
                assertThat(frames).allSatisfy(frame -> {
                    assertThat(frame.length).isGreaterThanOrEqualTo(7);
                    assertThat(frame[0] & 0x0F).isEqualTo(8);
                });
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_service_gives_each_answer_a_tls_record_of_its_own(String protocol) {
        ends.tls(device(ANYBODY), service(ANYBODY));
        byte[] request = HexFormat.of().parseHex("58010102030405060708b474657874");
        byte[] ping = HexFormat.of().parseHex("08e20102030405060708");
        try (RawPeer peer = RawPeer.tls(TestTls.trustingEverybody(DEVICE))
                .protocols(protocol)
                .dial(ends.server().localAddress())) {
            peer.sendTogether(request, ping, request, request);

            List<Integer> frames = new CopyOnWriteArrayList<>();
            for (int frame = 0; frame < 5; frame++) {
                frames.add(peer.readFrame().length);
            }

            assertThat(frames).containsExactly(14, 16, 10, 16, 16);
            assertThat(peer.receivedRecords()).isEqualTo(frames);
        }
    }
}
