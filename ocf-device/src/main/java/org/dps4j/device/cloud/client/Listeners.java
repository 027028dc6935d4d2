package org.dps4j.device.cloud.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.dps4j.device.cloud.CloudListener;
import org.dps4j.loop.Cancellable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who hear how it stands with the cloud. Thread-safe. */
final class Listeners {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<CloudListener> all = new CopyOnWriteArrayList<>();

    Cancellable add(CloudListener listener) {
        all.add(listener);
        return () -> all.remove(listener);
    }

    void tell(Consumer<CloudListener> news) {
        all.forEach(listener -> tell(listener, news));
    }

    /** Tells one, if it is still there. */
    void tellOnly(CloudListener listener, Consumer<CloudListener> news) {
        if (all.contains(listener)) {
            tell(listener, news);
        }
    }

    private static void tell(CloudListener listener, Consumer<CloudListener> news) {
        try {
            news.accept(listener);
        } catch (RuntimeException | Error e) {
            LOG.warn("a listener of the cloud client failed and is ignored", e);
        }
    }
}
