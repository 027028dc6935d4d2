package org.dps4j.testkit.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeedsTest {

    @Test
    void runs_with_as_many_different_seeds_as_asked_for() {
        List<Long> seeds = Seeds.seeds(100, null, new Random(1));

        assertThat(seeds).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void runs_with_the_given_seed_alone() {
        assertThat(Seeds.seeds(100, "-42", new Random(1))).containsExactly(-42L);
    }

    @Test
    void stops_at_the_first_failure_and_says_how_to_play_it_again() {
        List<Long> ran = new ArrayList<>();

        assertThatThrownBy(() -> Seeds.run(List.of(1L, 2L, 3L), seed -> {
                    ran.add(seed);
                    if (seed == 2) {
                        throw new IOException("broken");
                    }
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("seed 2")
                .hasMessageContaining("-Ddps4j.seed=2")
                .hasMessageContaining("broken")
                .hasCauseInstanceOf(IOException.class);

        assertThat(ran).containsExactly(1L, 2L);
    }

    @Test
    void the_same_seeds_come_again_unless_new_ones_are_asked_for() {
        List<Long> first = Seeds.seeds(100, null, Seeds.source(null));

        assertThat(first).doesNotHaveDuplicates();
        assertThat(Seeds.seeds(100, null, Seeds.source(""))).isEqualTo(first);
        assertThat(Seeds.seeds(100, null, Seeds.source("new"))).isNotEqualTo(first);
    }
}
