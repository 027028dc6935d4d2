package org.dps4j.protocol.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dps4j.protocol.coap.Ends.SOON;
import static org.dps4j.protocol.coap.Ends.get;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.peer.RawPeer;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many peers at once, good ones and bad ones. */
@Timeout(30)
@ExtendWith(LeakCheck.class)
class CrowdIT {

    private static final TestAuthority ROOT = TestPki.root("Root").mint();
    private static final TestCertificate DEVICE = ROOT.device("device").mint();
    private static final TestCertificate SERVER = ROOT.server("localhost").mint();

    private final Ends ends = new Ends();

    @AfterEach
    void close() {
        ends.close();
    }

    private static TlsOptions options(TestCertificate own) {
        return TlsOptions.of(new TlsIdentity(own.chain(), own.privateKey()), (chain, attachments) -> {});
    }

    @Test
    void peers_that_never_finish_their_handshake_do_not_keep_a_device_out() {
        ends.tls(options(DEVICE), options(SERVER));
        ends.serverSetup.maxOpenHandshakes(50);
        List<RawPeer> silent = new ArrayList<>();
        try {
            for (int count = 0; count < 200; count++) {
                silent.add(RawPeer.tcp().dial(ends.server().localAddress()));
            }

            CoapConnection device = ends.connect();

            assertThat(Ends.await(device.send(get("text"), SOON)).getPayloadString())
                    .isEqualTo("first");
            assertThat(Ends.next(ends.server.failed))
                    .isEqualTo(new CloseReason.ListenerFull(CloseReason.ListenerFull.Bound.OPEN_HANDSHAKES, 50));
        } finally {
            silent.forEach(RawPeer::close);
        }
    }

    @Test
    void many_devices_share_the_loops() {
        ends.tls(options(DEVICE), options(SERVER));
        List<CompletableFuture<Response>> answers = new ArrayList<>();

        for (int count = 0; count < 60; count++) {
            answers.add(
                    ends.client().connect(ends.uri()).thenCompose(connection -> connection.send(get("text"), SOON)));
        }

        answers.forEach(
                answer -> assertThat(Ends.await(answer).getPayloadString()).isEqualTo("first"));
        assertThat(ends.server().connections()).hasSize(60);
    }

    @Test
    void a_device_whose_requests_are_still_being_checked_holds_nobody_up() {
        CompletableFuture<Void> verdict = new CompletableFuture<>();
        ends.tls(
                options(DEVICE),
                TlsOptions.of(new TlsIdentity(SERVER.chain(), SERVER.privateKey()), (chain, attachments) -> {
                    if (chain.get(0).equals(SERVER.certificate())) {
                        verdict.join();
                    }
                }));
        List<CompletableFuture<CoapConnection>> slow = new ArrayList<>();
        for (int count = 0; count < 2; count++) {
            slow.add(ends.client().connect(ends.uri(), options(SERVER).withProtocols("TLSv1.2")));
        }

        CoapConnection device = ends.connect();

        assertThat(Ends.await(device.send(get("text"), SOON)).getPayloadString())
                .isEqualTo("first");
        assertThat(slow).noneMatch(CompletableFuture::isDone);
        verdict.complete(null);
        slow.forEach(Ends::await);
    }
}
