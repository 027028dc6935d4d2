package org.dps4j.device.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceDescription;
import org.dps4j.device.resource.ResourcesListener;
import org.dps4j.loop.Cancellable;
import org.dps4j.loop.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The resources by their paths, in the order in which they were added. Thread-safe. */
final class Registry {

    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
    private static final int MOST = 1024;

    private final Loop loop;
    private final AtomicReference<Map<String, Resource>> resources = new AtomicReference<>(Map.of());
    private final List<ResourcesListener> listeners = new CopyOnWriteArrayList<>();

    Registry(Loop loop) {
        this.loop = loop;
    }

    Optional<Resource> find(String href) {
        return Optional.ofNullable(current().get(href));
    }

    List<Resource> all() {
        return List.copyOf(current().values());
    }

    void add(Resource resource) {
        String href = resource.description().href();
        resources.updateAndGet(before -> {
            if (before.containsKey(href)) {
                throw new IllegalArgumentException("there is a resource under " + href + " already");
            }
            if (before.size() == MOST) {
                throw new IllegalArgumentException("a device has at most " + MOST + " resources");
            }
            Map<String, Resource> longer = new LinkedHashMap<>(before);
            longer.put(href, resource);
            return longer;
        });
        tell(listener -> listener.added(resource.description()));
    }

    Optional<Resource> remove(String href) {
        Map<String, Resource> before = resources.getAndUpdate(all -> {
            Map<String, Resource> shorter = new LinkedHashMap<>(all);
            shorter.remove(href);
            return shorter;
        });
        Optional<Resource> removed = Optional.ofNullable(before.get(href));
        removed.map(Resource::description).ifPresent(gone -> tell(listener -> listener.removed(gone)));
        return removed;
    }

    Cancellable addListener(ResourcesListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    List<ResourceDescription> descriptions() {
        return all().stream().map(Resource::description).toList();
    }

    private Map<String, Resource> current() {
        return Objects.requireNonNull(resources.get());
    }

    private void tell(Consumer<ResourcesListener> news) {
        List<ResourcesListener> now = List.copyOf(listeners);
        loop.execute(() -> now.stream().filter(listeners::contains).forEach(listener -> {
            try {
                news.accept(listener);
            } catch (RuntimeException | Error e) {
                LOG.warn("a listener of a device's resources failed and is ignored", e);
            }
        }));
    }
}
