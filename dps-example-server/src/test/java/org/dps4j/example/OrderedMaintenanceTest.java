package org.dps4j.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dps4j.loop.VirtualLoop;
import org.junit.jupiter.api.Test;

class OrderedMaintenanceTest {

    private final VirtualLoop loop = new VirtualLoop(1);
    private final List<String> done = new ArrayList<>();
    private final OrderedMaintenance maintenance =
            new OrderedMaintenance(loop, () -> done.add("reboot"), () -> done.add("reset"));

    @Test
    void lets_the_answer_go_first() {
        maintenance.factoryReset();
        loop.advance(Duration.ofMillis(499));

        assertThat(done).isEmpty();

        loop.advance(Duration.ofMillis(1));
        assertThat(done).containsExactly("reset");
    }

    @Test
    void what_is_ordered_twice_is_done_once() {
        maintenance.factoryReset();
        maintenance.factoryReset();
        maintenance.reboot();
        loop.advance(Duration.ofSeconds(1));

        maintenance.reboot();
        loop.advance(Duration.ofSeconds(1));

        assertThat(done).containsExactly("reset", "reboot");
    }
}
