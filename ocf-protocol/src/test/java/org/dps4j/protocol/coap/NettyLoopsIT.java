package org.dps4j.protocol.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dps4j.loop.Cancellable;
import org.dps4j.testkit.leak.LeakCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(20)
@ExtendWith(LeakCheck.class)
class NettyLoopsIT {

    private final NettyLoops loops = NettyLoops.start("loops", 2);

    @AfterEach
    void close() {
        loops.close();
    }

    @Test
    void loops_come_in_turn() {
        NettyLoop first = loops.next();

        assertThat(loops.next()).isNotSameAs(first);
        assertThat(loops.next()).isSameAs(first);
    }

    @Test
    void a_task_runs_later_on_the_loop_and_never_inside_the_call() {
        NettyLoop loop = loops.next();
        List<String> order = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> done = new CompletableFuture<>();

        loop.execute(() -> {
            loop.execute(() -> {
                order.add("inner " + loop.inLoop());
                done.complete(null);
            });
            loop.schedule(Duration.ofSeconds(-1), () -> order.add("never")).cancel();
            order.add("outer");
        });
        Ends.await(done);

        assertThat(order).containsExactly("outer", "inner true");
        assertThat(loop.inLoop()).isFalse();
    }

    @Test
    void a_timer_may_be_set_for_longer_than_a_clock_can_count() {
        NettyLoop loop = loops.next();
        CompletableFuture<Void> early = new CompletableFuture<>();
        CompletableFuture<Void> never = new CompletableFuture<>();

        loop.schedule(Duration.ofSeconds(Long.MIN_VALUE), () -> early.complete(null));
        Cancellable timer = loop.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> never.complete(null));
        Ends.await(early);
        timer.cancel();

        assertThat(never).isNotDone();
    }

    @Test
    void a_timer_runs_when_it_is_due_unless_it_was_called_off() {
        NettyLoop loop = loops.next();
        List<String> order = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> done = new CompletableFuture<>();
        long before = loop.nanoTime();

        loop.execute(() -> {
            Cancellable never = loop.schedule(Duration.ofMillis(10), () -> order.add("never"));
            loop.schedule(Duration.ofMillis(20), () -> order.add("first"));
            loop.schedule(Duration.ofMillis(30), () -> done.complete(null));
            never.cancel();
        });
        Ends.await(done);

        assertThat(order).containsExactly("first");
        assertThat(Duration.ofNanos(loop.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(30));
    }

    @Test
    void what_is_asked_of_ended_loops_fails_in_words() {
        CoapTcpClient client = CoapTcpClient.builder(loops.next()).build();
        loops.close();

        assertThat(Ends.reason(client.connect(URI.create("coap+tcp://127.0.0.1:1"))))
                .isEqualTo(new CloseReason.ClosedByUs());
        client.close();
    }

    @Test
    void connections_that_are_still_open_end_with_the_loops() {
        Ends ends = new Ends();
        CoapConnection device = ends.connect();
        ends.accepted();

        ends.loops.close();

        assertThat(Ends.await(device.closed())).isEqualTo(new CloseReason.ClosedByUs());
        ends.close();
    }
}
