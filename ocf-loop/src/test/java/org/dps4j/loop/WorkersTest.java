package org.dps4j.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WorkersTest {

    @Test
    void runs_tasks_on_daemon_threads_of_its_name() {
        CompletableFuture<Thread> ranOn = new CompletableFuture<>();

        try (Workers workers = Workers.named("signer", 2, 10)) {
            workers.execute(() -> ranOn.complete(Thread.currentThread()));

            assertThat(ranOn.join().getName()).isEqualTo("signer-1");
            assertThat(ranOn.join().isDaemon()).isTrue();
        }
    }

    @Test
    void rejects_what_does_not_fit_into_the_queue_and_says_so() {
        CountDownLatch gate = new CountDownLatch(1);

        try (Workers workers = Workers.named("store", 1, 2)) {
            for (int i = 0; i < 3; i++) {
                workers.execute(() -> await(gate));
            }

            assertThatThrownBy(() -> workers.execute(() -> {}))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessage("workers store are overloaded: 2 tasks are waiting already");
            gate.countDown();
        }
    }

    @Test
    void finishes_what_was_handed_in_before_close_and_ends_its_threads() {
        List<Thread> ranOn = new CopyOnWriteArrayList<>();
        Workers workers = Workers.named("store", 1, 10);
        for (int i = 0; i < 5; i++) {
            workers.execute(() -> ranOn.add(Thread.currentThread()));
        }

        workers.close();

        assertThat(ranOn).hasSize(5).noneMatch(Thread::isAlive);
    }

    @Test
    void takes_no_task_after_close() {
        Workers workers = Workers.named("store", 1, 10);
        workers.close();
        workers.close();

        assertThatThrownBy(() -> workers.execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("workers store are closed");
    }

    @Test
    void carries_on_after_a_task_that_threw() {
        CompletableFuture<String> second = new CompletableFuture<>();

        try (Workers workers = Workers.named("store", 1, 10)) {
            workers.execute(() -> {
                Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {});
                throw new IllegalStateException("expected");
            });
            workers.execute(() -> second.complete("ran"));

            assertThat(second.join()).isEqualTo("ran");
        }
    }

    @Test
    void one_of_its_own_tasks_may_close_it() {
        Workers workers = Workers.named("store", 1, 10);
        CompletableFuture<Long> tookMillis = new CompletableFuture<>();

        workers.execute(() -> {
            long before = System.nanoTime();
            workers.close();
            tookMillis.complete(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before));
        });

        assertThat(tookMillis.join()).isLessThan(4_000);
    }

    @Test
    void needs_a_name_a_thread_and_room() {
        assertThatThrownBy(() -> Workers.named(" ", 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Workers.named("a", 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Workers.named("a", 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
