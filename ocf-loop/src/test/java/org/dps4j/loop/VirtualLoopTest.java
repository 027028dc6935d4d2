package org.dps4j.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class VirtualLoopTest {

    private final VirtualLoop loop = new VirtualLoop(42);
    private final List<String> ran = new ArrayList<>();

    @Test
    void runs_tasks_by_time_and_then_by_arrival() {
        schedule(2, "late");
        schedule(1, "early, first");
        schedule(1, "early, second");
        loop.execute(() -> ran.add("now"));

        loop.advance(Duration.ofSeconds(2));

        assertThat(ran).containsExactly("now", "early, first", "early, second", "late");
    }

    @Test
    void runs_nothing_before_its_time() {
        schedule(1, "task");

        loop.advance(Duration.ofNanos(999_999_999));
        assertThat(ran).isEmpty();

        loop.advance(Duration.ofNanos(1));
        assertThat(ran).containsExactly("task");
    }

    @Test
    void a_task_sees_the_time_at_which_it_was_due_and_the_test_the_time_it_asked_for() {
        loop.schedule(Duration.ofSeconds(3), () -> ran.add(loop.nanoTime() + " " + loop.now()));

        loop.advance(Duration.ofSeconds(10));

        assertThat(ran).containsExactly("3000000000 2026-01-01T00:00:03Z");
        assertThat(loop.now()).isEqualTo(Instant.parse("2026-01-01T00:00:10Z"));
    }

    @Test
    void tasks_set_up_by_tasks_run_in_the_same_advance_when_they_fall_due_in_it() {
        loop.schedule(Duration.ofSeconds(1), () -> schedule(1, "second"));

        loop.advance(Duration.ofSeconds(2));

        assertThat(ran).containsExactly("second");
    }

    @Test
    void a_task_handed_in_by_a_task_runs_after_it_and_never_inside_the_call() {
        loop.execute(() -> {
            loop.execute(() -> ran.add("inner"));
            schedule(0, "zero delay");
            schedule(-5, "negative delay");
            ran.add("outer");
        });
        assertThat(ran).isEmpty();

        loop.advance(Duration.ZERO);

        assertThat(ran).containsExactly("outer", "inner", "zero delay", "negative delay");
    }

    @Test
    void a_timer_that_was_called_off_does_not_run() {
        Cancellable timer = schedule(1, "timer");
        loop.execute(timer::cancel);

        loop.advance(Duration.ofSeconds(1));
        timer.cancel();

        assertThat(ran).isEmpty();
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void a_task_calls_off_a_timer_that_is_due_at_the_same_time() {
        List<Cancellable> second = new ArrayList<>();
        loop.schedule(Duration.ofSeconds(1), () -> second.get(0).cancel());
        second.add(schedule(1, "second"));

        loop.advance(Duration.ofSeconds(1));

        assertThat(ran).isEmpty();
    }

    @Test
    void setting_the_wall_clock_makes_no_timer_due_and_moves_no_monotonic_time() {
        schedule(10, "timer");

        loop.setWallClock(Instant.parse("2031-05-05T12:00:00Z"));
        loop.advance(Duration.ofSeconds(9));

        assertThat(ran).isEmpty();
        assertThat(loop.nanoTime()).isEqualTo(9_000_000_000L);
        assertThat(loop.now()).isEqualTo(Instant.parse("2031-05-05T12:00:09Z"));
    }

    @Test
    void the_wall_clock_can_go_back() {
        loop.advance(Duration.ofSeconds(5));

        loop.setWallClock(Instant.EPOCH);

        assertThat(loop.now()).isEqualTo(Instant.EPOCH);
        assertThat(loop.nanoTime()).isEqualTo(5_000_000_000L);
    }

    @Test
    void runs_one_task_at_a_time_on_request() {
        schedule(1, "first");
        schedule(3600, "second");

        assertThat(loop.untilNext()).contains(Duration.ofSeconds(1));
        assertThat(loop.runNext()).isTrue();
        assertThat(ran).containsExactly("first");
        assertThat(loop.runNext()).isTrue();
        assertThat(loop.runNext()).isFalse();
        assertThat(loop.nanoTime()).isEqualTo(Duration.ofHours(1).toNanos());
        assertThat(loop.untilNext()).isEmpty();
    }

    @Test
    void runs_until_nothing_is_left() {
        loop.schedule(Duration.ofDays(400), () -> schedule(1, "end"));

        loop.runUntilIdle();

        assertThat(ran).containsExactly("end");
        assertThat(loop.nanoTime())
                .isEqualTo(Duration.ofDays(400).plusSeconds(1).toNanos());
    }

    @Test
    void names_the_timer_that_never_ends() {
        new Heartbeat(loop).beat();

        assertThatThrownBy(loop::runUntilIdle)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1000000 tasks")
                .hasMessageContaining("Heartbeat.beat");
    }

    @Test
    void names_the_task_that_keeps_time_from_moving() {
        new Heartbeat(loop).spin();

        assertThatThrownBy(() -> loop.advance(Duration.ofSeconds(1))).hasMessageContaining("Heartbeat.spin");
    }

    @Test
    void counts_timers_but_not_tasks_as_pending() {
        schedule(1, "one");
        schedule(2, "two");
        loop.execute(() -> ran.add("task"));
        assertThat(loop.pendingTimers()).isEqualTo(2);

        loop.advance(Duration.ofSeconds(1));

        assertThat(loop.pendingTimers()).isEqualTo(1);
    }

    @Test
    void a_task_that_throws_fails_the_advance_after_the_others_have_run() {
        IllegalArgumentException first = new IllegalArgumentException("first");
        AssertionError second = new AssertionError("second");
        loop.execute(() -> fail(first));
        schedule(1, "survivor");
        loop.schedule(Duration.ofSeconds(2), () -> fail(second));

        assertThatThrownBy(() -> loop.advance(Duration.ofSeconds(3)))
                .isSameAs(first)
                .hasSuppressedException(second);

        assertThat(ran).containsExactly("survivor");
        assertThat(loop.nanoTime()).isEqualTo(3_000_000_000L);
        loop.advance(Duration.ofSeconds(1));
    }

    @Test
    void draws_the_same_random_numbers_for_the_same_seed() {
        long drawn = loop.random().nextLong();

        assertThat(new VirtualLoop(42).random().nextLong()).isEqualTo(drawn);
        assertThat(new VirtualLoop(43).random().nextLong()).isNotEqualTo(drawn);
    }

    @Test
    void only_a_running_task_is_in_the_loop() {
        loop.execute(() -> ran.add("task: " + loop.inLoop()));

        loop.runUntilIdle();

        assertThat(ran).containsExactly("task: true");
        assertThat(loop.inLoop()).isFalse();
    }

    @Test
    void a_task_may_not_move_time() {
        loop.execute(() -> loop.advance(Duration.ofSeconds(1)));

        assertThatThrownBy(loop::runUntilIdle)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("may not move its time");
    }

    @Test
    void another_thread_may_not_move_time_meanwhile() {
        loop.execute(() -> onAnotherThread(loop::runNext));

        assertThatThrownBy(loop::runUntilIdle)
                .isInstanceOf(CompletionException.class)
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("while another thread is doing so");
    }

    @Test
    void another_thread_may_hand_in_tasks_and_call_them_off() {
        onAnotherThread(() -> {
            loop.execute(() -> ran.add("task"));
            schedule(1, "timer").cancel();
        });

        loop.runUntilIdle();

        assertThat(ran).containsExactly("task");
    }

    @Test
    void delays_beyond_all_bounds_are_for_ever() {
        loop.advance(Duration.ofSeconds(1));
        loop.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> ran.add("never"));
        loop.schedule(Duration.ofSeconds(Long.MIN_VALUE), () -> ran.add("at once"));

        loop.advance(Duration.ofDays(36_500));

        assertThat(ran).containsExactly("at once");
    }

    @Test
    void time_does_not_go_back() {
        assertThatThrownBy(() -> loop.advance(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    private Cancellable schedule(long seconds, String what) {
        return loop.schedule(Duration.ofSeconds(seconds), () -> ran.add(what));
    }

    private static void onAnotherThread(Runnable run) {
        CompletableFuture.runAsync(run).join();
    }

    private static void fail(RuntimeException failure) {
        throw failure;
    }

    private static void fail(Error failure) {
        throw failure;
    }

    private record Heartbeat(Loop loop) {
        void beat() {
            loop.schedule(Duration.ofSeconds(20), this::beat);
        }

        void spin() {
            loop.execute(this::spin);
        }
    }
}
