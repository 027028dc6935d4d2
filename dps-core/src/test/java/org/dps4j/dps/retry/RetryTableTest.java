package org.dps4j.dps.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryTableTest {

    @Test
    void the_default_is_that_of_the_first_version() {
        assertThat(RetryTable.DEFAULT).hasToString("10,20,40,80,120");
        assertThat(RetryTable.DEFAULT.timeout(4)).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void a_pause_is_at_least_half_the_timeout_and_shorter_than_the_whole() {
        Random random = new Random(1);

        List<Long> drawn = IntStream.range(0, 10_000)
                .mapToObj(i -> RetryTable.DEFAULT.pause(0, random).toMillis())
                .toList();

        assertThat(drawn).allMatch(millis -> millis >= 5_000 && millis < 10_000);
        assertThat(drawn).anyMatch(millis -> millis < 5_100).anyMatch(millis -> millis >= 9_900);
    }

    @Test
    void one_to_eight_entries_of_one_to_255_whole_seconds() {
        assertThat(RetryTable.ofSeconds(1, 2, 3, 4, 5, 6, 7, 255).size()).isEqualTo(8);
        assertThatIllegalArgumentException().isThrownBy(() -> RetryTable.ofSeconds());
        assertThatIllegalArgumentException().isThrownBy(() -> RetryTable.ofSeconds(1, 2, 3, 4, 5, 6, 7, 8, 9));
        assertThatIllegalArgumentException().isThrownBy(() -> RetryTable.ofSeconds(0));
        assertThatIllegalArgumentException().isThrownBy(() -> RetryTable.ofSeconds(256));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryTable(List.of(Duration.ofMillis(1_500))))
                .withMessageContaining("whole seconds");
    }
}
