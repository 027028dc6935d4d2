package org.dps4j.protocol.coap;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.dps4j.loop.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings work to the loop of a connection, and hands on what came of it. */
final class Handover {

    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private Handover() {}

    /** Runs {@code task} on the loop, now if this is its thread; {@code rejected} hears when the loop is gone. */
    static void to(Loop loop, Runnable task, Consumer<Throwable> rejected) {
        if (loop.inLoop()) {
            task.run();
            return;
        }
        try {
            loop.execute(task);
        } catch (RejectedExecutionException loopIsGone) {
            rejected.accept(new ConnectionClosedException(new CloseReason.ClosedByUs()));
        }
    }

    /** Tells a listener of connections, whose failures change nothing. */
    static void tell(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException failure) {
            LOG.error("a listener of connections failed", failure);
        }
    }

    /** Has something closed on the loop; waits for its end, some seconds at most, unless this is the loop's own thread. */
    static void close(Loop loop, Supplier<CompletableFuture<Void>> closing) {
        if (loop.inLoop()) {
            CompletableFuture<Void> ignored = closing.get();
            return;
        }
        CompletableFuture<Void> gone = new CompletableFuture<>();
        to(
                loop,
                () -> {
                    CompletableFuture<Void> ignored = closing.get().thenRun(() -> gone.complete(null));
                },
                loopIsGone -> gone.complete(null));
        NettyLoops.await(gone, CLOSE_LIMIT);
    }

    /** Has one of the two called when the future completes. */
    static <T> void whenDone(CompletableFuture<T> future, Consumer<T> done, Consumer<Throwable> failed) {
        CompletableFuture<T> ignored = future.whenComplete((value, failure) -> {
            if (failure == null) {
                done.accept(value);
            } else {
                failed.accept(failure);
            }
        });
    }
}
