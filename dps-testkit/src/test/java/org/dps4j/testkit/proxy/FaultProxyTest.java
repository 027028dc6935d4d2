package org.dps4j.testkit.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.peer.EndingKind;
import org.dps4j.testkit.peer.RawListener;
import org.dps4j.testkit.peer.RawPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(20)
@ExtendWith(LeakCheck.class)
class FaultProxyTest {

    private static final Duration SHORT = Duration.ofMillis(50);

    private final RawListener listener = RawPeer.tcp().listen();
    private final FaultProxy proxy = FaultProxy.to(listener.address());
    private final RawPeer client = RawPeer.tcp().dial(proxy.address());
    private final RawPeer server = listener.accept();

    @AfterEach
    void close() {
        client.close();
        server.close();
        proxy.close();
        listener.close();
    }

    @Test
    void forwards_bytes_and_ends_both_ways_and_counts() {
        client.send("010203");
        assertThat(server.read(3)).containsExactly(1, 2, 3);
        server.send("04");
        assertThat(client.read(1)).containsExactly(4);

        client.halfClose();
        assertThat(server.awaitEnding().kind()).isEqualTo(EndingKind.FIN);
        server.send("05");
        server.close();

        assertThat(client.readToEnd()).containsExactly(5);
        assertThat(client.awaitEnding().kind()).isEqualTo(EndingKind.FIN);
        assertThat(proxy.connections()).isEqualTo(1);
        assertThat(proxy.toServer().bytes()).isEqualTo(3);
        assertThat(proxy.toClient().bytes()).isEqualTo(2);
    }

    @Test
    void forwards_much_in_order() {
        byte[] much = new byte[3_000_000];
        new Random(7).nextBytes(much);
        proxy.toServer().delay(Duration.ofMillis(1));

        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> client.send(much));

        assertThat(server.read(much.length)).isEqualTo(much);
        sent.join();
    }

    @Test
    void passes_on_a_reset() {
        client.reset();

        assertThat(server.awaitEnding().kind()).isEqualTo(EndingKind.RESET);
    }

    @Test
    void resets_the_client_when_the_target_is_not_there() {
        listener.close();

        assertThatThrownBy(this::dialAndRead).hasStackTraceContaining("reset");
    }

    @Test
    void delays_what_goes_one_way() {
        proxy.toServer().delay(Duration.ofMillis(150));

        long begin = System.nanoTime();
        client.send("01");
        server.read(1);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    void does_not_delay_what_goes_the_other_way() {
        proxy.toServer().delay(Duration.ofHours(1));

        client.send("01");
        server.send("02");

        assertThat(client.read(1)).containsExactly(2);
        assertThat(proxy.toServer().bytes()).isZero();
    }

    @Test
    void throttles_to_bytes_per_second() {
        proxy.toClient().throttle(1_000);

        long begin = System.nanoTime();
        server.send(new byte[200]);
        client.read(200);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(140));
    }

    @Test
    void drops_bytes_and_the_end_until_it_passes_again() {
        proxy.toServer().drop();
        client.send(new byte[100_000]);
        client.halfClose();
        while (proxy.toServer().dropped() < 100_000) {
            Thread.onSpinWait();
        }
        server.send("aa");
        assertThat(client.read(1)).containsExactly(0xaa);
        assertThat(proxy.toServer().bytes()).isZero();

        proxy.toServer().pass();

        assertThat(server.readToEnd()).hasSize(0);
        assertThat(server.awaitEnding().kind()).isEqualTo(EndingKind.FIN);
    }

    @Test
    void stops_reading_so_that_the_sender_stalls() {
        proxy.toServer().stopReading();
        int whole = client.sendUntilStalled(new byte[1_000_003], 1_000, SHORT);
        assertThat(whole).isLessThan(1_000);

        proxy.toServer().pass();

        assertThat(server.read(100_000)).hasSize(100_000);
    }

    @Test
    void cuts_after_a_number_of_bytes_in_either_way() {
        proxy.toServer().cutAfter(5, Cut.CLOSE);
        client.send("0102030405060708");
        assertThat(server.readToEnd()).containsExactly(1, 2, 3, 4, 5);
        assertThat(server.awaitEnding().kind()).isEqualTo(EndingKind.FIN);

        proxy.toServer().cutAfter(2, Cut.RESET);
        try (RawPeer next = RawPeer.tcp().dial(proxy.address());
                RawPeer other = listener.accept()) {
            next.send("0102030405060708");
            assertThat(other.awaitEnding().kind()).isEqualTo(EndingKind.RESET);
            assertThat(next.awaitEnding().kind()).isEqualTo(EndingKind.RESET);
        }
        assertThat(proxy.toServer().bytes()).isEqualTo(7);
    }

    @Test
    void resets_and_closes_what_is_open_on_request() {
        proxy.resetConnections();
        assertThat(client.awaitEnding().kind()).isEqualTo(EndingKind.RESET);
        assertThat(server.awaitEnding().kind()).isEqualTo(EndingKind.RESET);

        try (RawPeer next = RawPeer.tcp().dial(proxy.address());
                RawPeer other = listener.accept()) {
            proxy.closeConnections();
            assertThat(next.awaitEnding().kind()).isEqualTo(EndingKind.FIN);
            assertThat(other.awaitEnding().kind()).isEqualTo(EndingKind.FIN);
        }
        assertThat(proxy.connections()).isEqualTo(2);
    }

    @Test
    void refuses_new_connections_until_it_accepts_them_again() {
        proxy.refuseConnections();

        assertThatThrownBy(() -> RawPeer.tcp().dial(proxy.address())).isInstanceOf(UncheckedIOException.class);
        client.send("01");
        assertThat(server.read(1)).containsExactly(1);

        proxy.acceptConnections();
        proxy.acceptConnections();
        try (RawPeer next = RawPeer.tcp().dial(proxy.address());
                RawPeer other = listener.accept()) {
            next.send("02");
            assertThat(other.read(1)).containsExactly(2);
        }
    }

    @Test
    void closes_everything_when_it_is_closed() {
        proxy.close();

        assertThat(client.awaitEnding().kind()).isEqualTo(EndingKind.FIN);
        assertThatThrownBy(() -> RawPeer.tcp().dial(proxy.address())).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(proxy::resetConnections).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refuses_faults_that_make_no_sense() {
        assertThatThrownBy(() -> proxy.toClient().throttle(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> proxy.toClient().delay(SHORT.negated())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> proxy.toClient().cutAfter(-1, Cut.RESET)).isInstanceOf(IllegalArgumentException.class);
    }

    private void dialAndRead() throws IOException {
        try (RawPeer late = RawPeer.tcp().dial(proxy.address())) {
            if (late.awaitEnding().kind() == EndingKind.RESET) {
                throw new IOException("reset");
            }
        }
    }
}
