package org.dps4j.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.dps4j.gateway.account.AccountStore;
import org.dps4j.gateway.account.Registrations;
import org.dps4j.gateway.account.StoreFailedException;
import org.dps4j.gateway.shadow.ShadowKeeper;
import org.dps4j.gateway.shadow.ShadowLimits;
import org.dps4j.gateway.shadow.Shadows;
import org.dps4j.loop.VirtualLoop;
import org.junit.jupiter.api.Test;

class StoreProbeTest {

    private final VirtualLoop loop = new VirtualLoop(1);
    private final MemoryStore memory = new MemoryStore();
    private final ShadowKeeper keeper = new ShadowKeeper(new Shadows(new ShadowLimits(10, 1_000)), memory, loop, loop);

    @Test
    void a_store_that_fails_is_named_until_it_works_again() {
        List<String> down = new ArrayList<>(List.of("the registrations cannot be read or written"));
        StoreProbe probe = probe(
                new AccountStore() {
                    @Override
                    public <T> T inTransaction(Function<Registrations, T> work) {
                        if (!down.isEmpty()) {
                            throw new StoreFailedException(down.get(0), new IllegalStateException("closed"));
                        }
                        return memory.inTransaction(work);
                    }
                },
                loop);

        assertThat(ask(probe)).isCompletedWithValue(Optional.of("the registrations cannot be read or written"));
        down.clear();
        assertThat(ask(probe)).isCompletedWithValue(Optional.empty());
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void a_store_that_failed_with_an_error_is_asked_again() {
        List<Error> errors = new ArrayList<>(List.of(new OutOfMemoryError("made for a test")));
        StoreProbe probe = probe(
                new AccountStore() {
                    @Override
                    public <T> T inTransaction(Function<Registrations, T> work) {
                        if (!errors.isEmpty()) {
                            throw errors.remove(0);
                        }
                        return memory.inTransaction(work);
                    }
                },
                StoreProbeTest::run);

        assertThat(ask(probe)).isCompletedWithValue(Optional.of("the registrations cannot be read or written"));
        assertThat(ask(probe)).isCompletedWithValue(Optional.empty());
    }

    /** As a thread of a pool does, which goes on after a task that failed. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Error ignored) {
            return;
        }
    }

    @Test
    void a_silent_store_is_told_of_after_five_seconds_and_is_asked_once_however_many_ask() {
        List<Runnable> waiting = new ArrayList<>();
        StoreProbe probe = probe(memory, waiting::add);
        CompletableFuture<Optional<String>> first = ask(probe);
        CompletableFuture<Optional<String>> second = ask(probe);
        assertThat(first).isNotDone();

        loop.advance(Duration.ofSeconds(5));

        assertThat(first).isCompletedWithValue(Optional.of("has not answered for 5 s"));
        assertThat(second).isCompletedWithValue(Optional.of("has not answered for 5 s"));
        assertThat(ask(probe)).isCompletedWithValue(Optional.of("has not answered for 5 s"));
        assertThat(waiting).hasSize(1);

        waiting.get(0).run();
        loop.advance(Duration.ZERO);
        CompletableFuture<Optional<String>> later = ask(probe);
        waiting.get(1).run();
        loop.advance(Duration.ZERO);
        assertThat(later).isCompletedWithValue(Optional.empty());
    }

    @Test
    void a_store_with_too_much_before_it_is_a_problem() {
        StoreProbe probe = probe(memory, task -> {
            throw new RejectedExecutionException("full");
        });

        assertThat(ask(probe)).isCompletedWithValue(Optional.of("too much waits to be read or written"));
    }

    private StoreProbe probe(AccountStore store, Executor worker) {
        return new StoreProbe(store, keeper, loop, worker);
    }

    private CompletableFuture<Optional<String>> ask(StoreProbe probe) {
        CompletableFuture<Optional<String>> answer = probe.problem().toCompletableFuture();
        loop.advance(Duration.ZERO);
        return answer;
    }
}
