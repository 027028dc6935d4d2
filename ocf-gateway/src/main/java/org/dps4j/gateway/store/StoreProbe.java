package org.dps4j.gateway.store;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.dps4j.gateway.account.AccountStore;
import org.dps4j.gateway.account.Registrations;
import org.dps4j.gateway.shadow.ShadowKeeper;
import org.dps4j.loop.Cancellable;
import org.dps4j.loop.Loop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether the store can be used, by using it; many who ask at once cause one attempt. May be called by any thread,
 * answers on the gateway's loop.
 */
public final class StoreProbe {

    private static final Logger LOG = LoggerFactory.getLogger(StoreProbe.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final AccountStore store;
    private final ShadowKeeper keeper;
    private final Loop loop;
    private final Executor worker;
    private @Nullable CompletableFuture<Optional<String>> running;

    /** @param worker the store's thread */
    public StoreProbe(AccountStore store, ShadowKeeper keeper, Loop loop, Executor worker) {
        this.store = store;
        this.keeper = keeper;
        this.loop = loop;
        this.worker = worker;
    }

    /** What is wrong with the store, empty if nothing is. Answers after 5 s at most, also while the store is silent. */
    public CompletionStage<Optional<String>> problem() {
        CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
        try {
            loop.execute(() -> attempt().thenAccept(answer::complete));
        } catch (RejectedExecutionException closed) {
            answer.complete(Optional.of("the gateway is stopping"));
        }
        return answer;
    }

    private CompletionStage<Optional<String>> attempt() {
        CompletableFuture<Optional<String>> attempt = running;
        if (attempt != null) {
            return attempt;
        }
        CompletableFuture<Optional<String>> started = new CompletableFuture<>();
        running = started;
        Cancellable patience = loop.schedule(
                PATIENCE, () -> started.complete(Optional.of("has not answered for " + PATIENCE.toSeconds() + " s")));
        try {
            worker.execute(() -> {
                Optional<String> problem = tried();
                loop.execute(() -> finish(started, patience, problem.or(keeper::problem)));
            });
        } catch (RejectedExecutionException busyOrClosed) {
            finish(started, patience, Optional.of("too much waits to be read or written"));
        }
        return started;
    }

    private void finish(CompletableFuture<Optional<String>> attempt, Cancellable patience, Optional<String> problem) {
        running = null;
        patience.cancel();
        attempt.complete(problem);
    }

    private Optional<String> tried() {
        try {
            store.inTransaction(Registrations::count);
            return Optional.empty();
        } catch (RuntimeException | Error e) {
            LOG.warn("the store was tried and failed: {}", e.toString());
            return Optional.of("the registrations cannot be read or written");
        }
    }
}
