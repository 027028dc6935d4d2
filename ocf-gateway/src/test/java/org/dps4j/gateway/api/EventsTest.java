package org.dps4j.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.dps4j.gateway.shadow.DeviceShadow;
import org.dps4j.gateway.shadow.ShadowLimits;
import org.dps4j.gateway.shadow.Shadows;
import org.dps4j.loop.VirtualLoop;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

class EventsTest {

    private final VirtualLoop loop = new VirtualLoop(1);
    private final Shadows shadows = new Shadows(new ShadowLimits(10, 1_000));
    private final List<String> ends = new ArrayList<>();
    private int written;

    @Test
    void who_listens_hears_of_all_devices_however_many_are_registered() {
        for (int device = 0; device < 25_000; device++) {
            shadows.restore(DeviceShadow.registered(new UUID(0, device), "1", loop.now()));
        }
        Events events = new Events(shadows, loop);

        events.listen(
                this::write,
                Callback.from(() -> ends.add("well"), failure -> ends.add(String.valueOf(failure.getMessage()))),
                () -> ends.add("refused"));
        loop.advance(Duration.ofSeconds(1));

        assertThat(ends).isEmpty();
        assertThat(written).isEqualTo(25_001);
    }

    private void write(boolean last, ByteBuffer text, Callback callback) {
        written++;
        callback.succeeded();
    }
}
