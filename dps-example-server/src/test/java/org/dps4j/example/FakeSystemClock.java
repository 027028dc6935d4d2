package org.dps4j.example;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A clock of nobody's machine. */
final class FakeSystemClock implements SystemClock {

    final List<Instant> settings = new ArrayList<>();
    boolean maySet = true;
    String refusal = "";

    @Override
    public boolean maySet() {
        return maySet;
    }

    @Override
    public void set(Instant time) throws IOException {
        if (!refusal.isEmpty()) {
            throw new IOException(refusal);
        }
        settings.add(time);
    }
}
