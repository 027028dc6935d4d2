package org.dps4j.service.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dps4j.loop.VirtualLoop;
import org.junit.jupiter.api.Test;

class RepeatedLineTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualLoop loop = new VirtualLoop(1);
    private final List<String> log = new ArrayList<>();
    private final RepeatedLine line = new RepeatedLine(loop, more -> log.add(more + " more"));

    @Test
    void the_first_few_are_written_and_the_others_summed_up_after_a_minute() {
        say(1_000);
        assertThat(log).hasSize(5);

        loop.advance(MINUTE);

        assertThat(log).hasSize(6).endsWith("995 more");
    }

    @Test
    void a_flood_that_goes_on_is_one_line_a_minute() {
        say(1_000);
        loop.advance(MINUTE);
        say(700);
        loop.advance(MINUTE);
        say(1);
        loop.advance(MINUTE);

        assertThat(log).hasSize(8).endsWith("995 more", "700 more", "1 more");
    }

    @Test
    void after_a_quiet_minute_lines_are_written_again_and_no_timer_runs() {
        say(6);
        loop.advance(MINUTE);
        loop.advance(MINUTE);
        assertThat(loop.pendingTimers()).isZero();
        log.clear();

        say(2);

        assertThat(log).containsExactly("said", "said");
    }

    @Test
    void a_few_a_minute_are_all_written() {
        for (int minute = 0; minute < 10; minute++) {
            say(3);
            loop.advance(MINUTE);
        }

        assertThat(log).hasSize(30).containsOnly("said");
    }

    private void say(int times) {
        for (int i = 0; i < times; i++) {
            line.say(() -> log.add("said"));
        }
    }
}
