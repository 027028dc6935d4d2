package org.dps4j.device.server;

import java.util.ArrayList;
import java.util.List;
import org.dps4j.loop.Loop;

/** All observations of a device's resources. Changes that come together are told together. Confined to the loop. */
final class Observations {

    private static final int MOST = 256;

    private final Loop loop;
    private final List<Observing> all = new ArrayList<>();
    private boolean flushing;

    Observations(Loop loop) {
        this.loop = loop;
    }

    /** Whether there is room for one more. */
    boolean hasRoom() {
        return count() < MOST;
    }

    int count() {
        all.removeIf(Observing::isEnded);
        return all.size();
    }

    void add(Observing observing) {
        all.add(observing);
    }

    void remove(Observing observing) {
        observing.end();
        all.remove(observing);
    }

    void changed(String href) {
        all.forEach(observing -> observing.changed(href));
        if (!flushing && !all.isEmpty()) {
            flushing = true;
            loop.execute(this::flush);
        }
    }

    private void flush() {
        flushing = false;
        all.removeIf(Observing::isEnded);
        List.copyOf(all).forEach(Observing::flush);
    }
}
