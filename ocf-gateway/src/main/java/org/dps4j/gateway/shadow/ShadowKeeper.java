package org.dps4j.gateway.shadow;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.dps4j.loop.Loop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what changed, all of it together, shortly after it changed. Of what could not be written only the devices are
 * kept, which are written wholly later: what comes and goes while the store is down takes no room. Confined
 * to the gateway's loop.
 */
public final class ShadowKeeper implements ShadowListener {

    private static final Logger LOG = LoggerFactory.getLogger(ShadowKeeper.class);
    private static final Duration DELAY = Duration.ofMillis(500);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    private final Shadows shadows;
    private final ShadowStore store;
    private final Loop loop;
    private final Executor worker;
    private final Set<Key> changed = new LinkedHashSet<>();
    private final Set<UUID> unwritten = new LinkedHashSet<>();
    private Optional<String> problem = Optional.empty();
    private boolean planned;

    private record Key(UUID deviceId, String href) {}

    /** @param worker the store's thread */
    public ShadowKeeper(Shadows shadows, ShadowStore store, Loop loop, Executor worker) {
        this.shadows = shadows;
        this.store = store;
        this.loop = loop;
        this.worker = worker;
    }

    @Override
    public void changed(ShadowEvent event) {
        if (event instanceof ShadowEvent.Removed) {
            changed.removeIf(key -> key.deviceId().equals(event.deviceId()));
            unwritten.remove(event.deviceId());
        } else if (event instanceof ShadowEvent.Published published) {
            published.resources().forEach(resource -> note(event, resource.href()));
        } else if (event instanceof ShadowEvent.Unpublished unpublished) {
            unpublished.hrefs().forEach(href -> note(event, href));
        } else if (event instanceof ShadowEvent.Changed representation) {
            note(event, representation.resource().href());
        } else if (event instanceof ShadowEvent.Gone gone) {
            note(event, gone.href());
        }
    }

    /** Writes everything that changed until now. Completes on the loop when it is on disk, or could not be written. */
    public CompletionStage<Void> flush() {
        planned = false;
        Set<UUID> anew = Set.copyOf(unwritten);
        List<ResourceRow> rows = Stream.concat(
                        anew.stream().flatMap(this::rows),
                        changed.stream()
                                .filter(key -> !anew.contains(key.deviceId()))
                                .map(this::row))
                .toList();
        changed.forEach(key -> unwritten.add(key.deviceId()));
        Set<UUID> devices = Set.copyOf(unwritten);
        changed.clear();
        unwritten.clear();
        CompletableFuture<Void> written = new CompletableFuture<>();
        try {
            worker.execute(() -> {
                Throwable failure = write(anew, rows);
                loop.execute(() -> finish(devices, failure, written));
            });
        } catch (RejectedExecutionException busyOrClosed) {
            finish(devices, busyOrClosed, written);
        }
        return written;
    }

    /** Why the last write failed; empty once one succeeded. */
    public Optional<String> problem() {
        return problem;
    }

    private void note(ShadowEvent event, String href) {
        changed.add(new Key(event.deviceId(), href));
        plan(DELAY);
    }

    private void plan(Duration delay) {
        if (!planned) {
            planned = true;
            loop.schedule(delay, () -> {
                if (planned) {
                    CompletionStage<Void> unused = flush();
                }
            });
        }
    }

    private Stream<ResourceRow> rows(UUID deviceId) {
        return shadows.find(deviceId).stream()
                .flatMap(device -> device.resources().values().stream())
                .map(resource -> new ResourceRow(deviceId, resource));
    }

    private ResourceRow row(Key key) {
        return new ResourceRow(
                key.deviceId(),
                shadows.find(key.deviceId())
                        .flatMap(device -> device.resource(key.href()))
                        .orElseGet(() -> ResourceShadow.unknown(key.href())));
    }

    private @Nullable Throwable write(Set<UUID> anew, List<ResourceRow> rows) {
        try {
            if (!anew.isEmpty() || !rows.isEmpty()) {
                store.write(anew, rows);
            }
            return null;
        } catch (RuntimeException | Error e) {
            return e;
        }
    }

    private void finish(Set<UUID> devices, @Nullable Throwable failure, CompletableFuture<Void> written) {
        if (failure == null) {
            problem = Optional.empty();
            written.complete(null);
            return;
        }
        problem = Optional.of("what is known of devices cannot be written");
        LOG.warn("what is known of devices cannot be written; kept and tried again: {}", failure.toString());
        devices.stream().filter(id -> shadows.find(id).isPresent()).forEach(unwritten::add);
        plan(AFTER_FAILURE);
        written.completeExceptionally(failure);
    }
}
