package org.dps4j.protocol.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.dps4j.protocol.coap.Ends.SOON;
import static org.dps4j.protocol.coap.Ends.get;
import static org.dps4j.protocol.coap.Ends.next;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.dps4j.testkit.leak.LeakCheck;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The end of a connection whose user does not behave. */
@Timeout(20)
@ExtendWith(LeakCheck.class)
class EndingIT {

    @Test
    void an_observer_of_a_request_that_throws_leaves_no_other_request_waiting_and_no_channel_open() {
        try (Ends ends = new Ends()) {
            CoapConnection device = ends.connect();
            CompletableFuture<Response> other = withAHostileRequest(device, ends.serviceSide);

            device.close();

            assertThat(Ends.reason(other)).isEqualTo(new CloseReason.ClosedByUs());
            assertThat(Ends.await(device.closed())).isEqualTo(new CloseReason.ClosedByUs());
            assertThat(next(ends.server.down)).isEqualTo(new CloseReason.ClosedByPeer());
        }
    }

    @Test
    void nor_an_association_of_dtls() {
        try (DtlsEnds ends = new DtlsEnds()) {
            CoapConnection device = ends.connect(ends.server());
            CompletableFuture<Response> other = withAHostileRequest(device, ends.serviceSide);

            device.close();

            assertThat(Ends.reason(other)).isEqualTo(new CloseReason.ClosedByUs());
            assertThat(Ends.await(device.closed())).isEqualTo(new CloseReason.ClosedByUs());
            assertThat(next(ends.serverHeard.down)).isEqualTo(new CloseReason.ClosedByPeer());
        }
    }

    @Test
    void an_association_that_is_forgotten_while_its_good_bye_waits_leaves_none_behind() {
        try (DtlsEnds ends = new DtlsEnds()) {
            CoapDtlsServer server = ends.server();
            ends.connect(server);
            DtlsConnection ending = (DtlsConnection) next(ends.serverHeard.up);
            CountDownLatch alert = new CountDownLatch(1);
            DtlsSocket.inTurn(ending.association(), () -> {
                awaitUnlessInterrupted(alert);
                ending.association().shutdown();
            });
            ending.close();
            Ends.await(ending.closed());

            alert.countDown();

            await().until(() -> server.farewells() == 0);
        }
    }

    @Test
    void loops_that_end_first_leave_no_request_and_no_dial_of_dtls_waiting() throws Exception {
        try (DtlsEnds ends = new DtlsEnds();
                DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            CoapConnection device = ends.connect(ends.server());
            CompletableFuture<Response> waiting = device.send(get("silent"), SOON);
            CompletableFuture<CoapConnection> dial = ends.client()
                    .connect(
                            DtlsEnds.uri(new InetSocketAddress(silent.getLocalAddress(), silent.getLocalPort())),
                            DtlsEnds.device(DtlsEnds.ANYBODY))
                    .toCompletableFuture();
            await().until(() -> !ends.serviceSide.silent.asked.isEmpty());

            ends.loops.close();

            assertThat(Ends.reason(waiting)).isEqualTo(new CloseReason.ClosedByUs());
            assertThat(Ends.await(device.closed())).isEqualTo(new CloseReason.ClosedByUs());
            await().until(dial::isCompletedExceptionally);
        }
    }

    @Test
    void loops_that_end_first_leave_no_dial_waiting_for_its_turn_to_look_a_name_up() {
        try (Ends ends = new Ends()) {
            occupyLookUps(ends.loops, new CountDownLatch(1));
            CompletableFuture<CoapConnection> dial = ends.client().connect(ends.uri("localhost", 1));
            await().until(() -> waitingLookUps(ends.loops) == 1);

            ends.loops.close();

            assertThat(Ends.reason(dial)).isEqualTo(new CloseReason.ClosedByUs());
        }
        try (DtlsEnds ends = new DtlsEnds()) {
            occupyLookUps(ends.loops, new CountDownLatch(1));
            CompletableFuture<CoapConnection> dial =
                    ends.client().connect(URI.create("coaps://localhost:1"), DtlsEnds.device(DtlsEnds.ANYBODY));
            await().until(() -> waitingLookUps(ends.loops) == 1);

            ends.loops.close();

            assertThat(Ends.reason(dial)).isEqualTo(new CloseReason.ClosedByUs());
        }
    }

    @Test
    void nor_one_whose_name_is_found_after_its_loop_is_gone() {
        try (Ends ends = new Ends()) {
            CountDownLatch found = new CountDownLatch(1);
            occupyLookUps(ends.loops, found);
            CompletableFuture<CoapConnection> dial = ends.client().connect(ends.uri("localhost", 1));
            await().until(() -> waitingLookUps(ends.loops) == 1);

            ends.loops.group().shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly();
            found.countDown();

            assertThat(Ends.reason(dial)).isEqualTo(new CloseReason.ClosedByUs());
        }
        try (DtlsEnds ends = new DtlsEnds()) {
            CountDownLatch found = new CountDownLatch(1);
            occupyLookUps(ends.loops, found);
            CompletableFuture<CoapConnection> dial =
                    ends.client().connect(URI.create("coaps://localhost:1"), DtlsEnds.device(DtlsEnds.ANYBODY));
            await().until(() -> waitingLookUps(ends.loops) == 1);

            ends.loops.group().shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly();
            found.countDown();

            assertThat(Ends.reason(dial)).isEqualTo(new CloseReason.ClosedByUs());
        }
    }

    /** Has every thread that may look a name up wait, until {@code end} or an interrupt. */
    private static void occupyLookUps(NettyLoops loops, CountDownLatch end) {
        ThreadPoolExecutor threads = (ThreadPoolExecutor) loops.blocking();
        for (int thread = 0; thread < threads.getCorePoolSize(); thread++) {
            threads.execute(() -> awaitUnlessInterrupted(end));
        }
    }

    private static void awaitUnlessInterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static int waitingLookUps(NettyLoops loops) {
        return ((ThreadPoolExecutor) loops.blocking()).getQueue().size();
    }

    private static CompletableFuture<Response> withAHostileRequest(CoapConnection device, Echo service) {
        Request hostile = get("silent");
        hostile.addMessageObserver(new MessageObserverAdapter() {
            @Override
            public void onSendError(Throwable error) {
                throw new IllegalStateException("an observer that fails");
            }
        });
        device.send(hostile, SOON);
        CompletableFuture<Response> other = device.send(get("silent"), SOON);
        await().atMost(SOON).until(() -> service.silent.asked.size() == 2);
        return other;
    }
}
