package org.dps4j.dps;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.dps4j.loop.Cancellable;

/** Those who hear how provisioning goes; a listener that throws harms nobody but itself. */
final class Listeners {

    private final List<DpsListener> all = new CopyOnWriteArrayList<>();
    private final DpsLog log;

    Listeners(DpsLog log) {
        this.log = log;
    }

    Cancellable add(DpsListener listener) {
        all.add(listener);
        return () -> all.remove(listener);
    }

    void tell(Consumer<DpsListener> news) {
        for (DpsListener listener : all) {
            try {
                news.accept(listener);
            } catch (RuntimeException | Error e) {
                log.log(Level.ERROR, "a listener failed and is ignored: " + e);
            }
        }
    }
}
