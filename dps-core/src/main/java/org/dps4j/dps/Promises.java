package org.dps4j.dps;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was promised to those who wait for the device to be provisioned; nothing stays of what is kept or given up.
 * Thread-safe.
 */
final class Promises {

    private enum Stage {
        MADE,
        EXPECTED
    }

    private final Map<CompletableFuture<Snapshot>, Stage> open = new ConcurrentHashMap<>();

    CompletableFuture<Snapshot> make() {
        CompletableFuture<Snapshot> promise = new CompletableFuture<>();
        open.put(promise, Stage.MADE);
        var unused = promise.whenComplete((news, failure) -> open.remove(promise));
        return promise;
    }

    /** From here on news keeps this one, unless it was given up. */
    void expect(CompletableFuture<Snapshot> promise) {
        open.replace(promise, Stage.EXPECTED);
    }

    /** Keeps those that are expected. */
    void keep(Snapshot news) {
        open.forEach((promise, stage) -> {
            if (stage == Stage.EXPECTED) {
                promise.complete(news);
            }
        });
    }

    void cancel() {
        open.keySet().forEach(promise -> promise.cancel(false));
    }

    int count() {
        return open.size();
    }
}
