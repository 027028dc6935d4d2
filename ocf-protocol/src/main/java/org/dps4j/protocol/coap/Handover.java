package org.dps4j.protocol.coap;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.dps4j.loop.Loop;

/** Brings work to the loop of a connection, and hands on what came of it. */
final class Handover {

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
