package org.dps4j.device.server;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceInterface;
import org.dps4j.device.resource.ResourceRequest;

/**
 * One observation: the first answer, then notifications of what changed, one after the other; what changes while one is
 * being made goes into the next. It ends with the first answer that is no success. Confined to the loop.
 */
final class Observing {

    /** Where the notifications come from. */
    @FunctionalInterface
    interface Source {

        /** What to tell of these changes; nothing where the observer sees none of them. Never fails. */
        CompletableFuture<Optional<ResourceAnswer>> notification(Set<String> changed);
    }

    private final ResourceRequest request;
    private final Source source;
    private final Consumer<ResourceAnswer> observer;
    private Set<String> changed = new LinkedHashSet<>();
    private boolean busy;
    private boolean ended;

    /** @param request with the interface that was chosen */
    Observing(ResourceRequest request, Source source, Consumer<ResourceAnswer> observer) {
        this.request = request;
        this.source = source;
        this.observer = observer;
    }

    void begin(CompletableFuture<ResourceAnswer> first) {
        busy = true;
        var unused = first.thenAccept(answer -> tell(Optional.of(answer)));
    }

    void end() {
        ended = true;
    }

    boolean isEnded() {
        return ended;
    }

    /** Remembers a change if the observer might see it. */
    void changed(String href) {
        boolean within = request.path().equals(Discovery.HREF)
                ? request.isThrough(ResourceInterface.BATCH)
                : request.isThrough(ResourceInterface.BATCH) && href.startsWith(request.path() + "/");
        if (within || href.equals(request.path())) {
            changed.add(href);
        }
    }

    /** Tells what was remembered. */
    void flush() {
        if (busy || ended || changed.isEmpty()) {
            return;
        }
        busy = true;
        Set<String> told = changed;
        changed = new LinkedHashSet<>();
        var unused = source.notification(told).thenAccept(this::tell);
    }

    private void tell(Optional<ResourceAnswer> answer) {
        busy = false;
        if (ended) {
            return;
        }
        answer.ifPresent(told -> {
            ended = !told.code().isSuccess();
            observer.accept(told);
        });
        flush();
    }
}
