package org.dps4j.testkit.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransitionTableTest {

    private enum Light {
        OFF,
        ON
    }

    private final TransitionTable<Light> table = new TransitionTable<>(Light.class);

    @Test
    void a_cell_names_each_phase_that_was_gone_to_a_dot_what_was_ignored_and_nothing_what_was_not_heard() {
        table.went(Light.OFF, "Press", Light.ON);
        table.ignored(Light.OFF, "Press");
        table.went(Light.ON, "Press", Light.ON);
        table.went(Light.ON, "Press", Light.OFF);
        table.ignored(Light.OFF, "Dim");

        assertThat(table.lines())
                .containsExactly(
                        "| heard in | OFF | ON |", "|---|---|---|", "| Dim | · |  |", "| Press | ON | OFF, stays |");
    }

    @Test
    void it_counts_pairs_of_phase_and_event_and_moves_from_phase_to_phase() {
        table.went(Light.ON, "Press", Light.ON);
        table.went(Light.ON, "Press", Light.OFF);
        table.went(Light.ON, "Press", Light.OFF);
        table.ignored(Light.OFF, "Dim");

        assertThat(table.pairs()).isEqualTo(2);
        assertThat(table.moves()).isEqualTo(2);
    }
}
