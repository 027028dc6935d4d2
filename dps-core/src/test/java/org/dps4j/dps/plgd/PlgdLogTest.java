package org.dps4j.dps.plgd;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.dps4j.dps.DpsLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlgdLogTest {

    private final DpsLog before = PlgdDps.getLogFn();
    private final List<String> lines = new ArrayList<>();

    @AfterEach
    void put_the_log_function_back() {
        PlgdDps.setLogFn(before);
        PlgdDps.logSetLevel(Level.ALL);
    }

    @Test
    void lines_below_the_level_do_not_reach_the_log_function() {
        PlgdDps none = new PlgdDps(List.of(), device -> {
            throw new AssertionError();
        });
        PlgdDps.setLogFn((level, line) -> lines.add(level + " " + line));
        assertThat(PlgdDps.logGetLevel()).isEqualTo(Level.ALL);

        PlgdDps.logSetLevel(Level.OFF);
        none.init(false);
        PlgdDps.logSetLevel(Level.ERROR);
        none.init(true);

        assertThat(lines).containsExactly("ERROR there is no device");
        assertThat(PlgdDps.logGetLevel()).isEqualTo(Level.ERROR);
    }

    @Test
    void null_puts_the_default_back() {
        PlgdDps.setLogFn((level, line) -> lines.add(line));
        PlgdDps.setLogFn(null);

        assertThat(PlgdDps.getLogFn()).isNotNull();
        assertThat(new PlgdDps(List.of(), device -> {
                            throw new AssertionError();
                        })
                        .init(false))
                .isNegative();
        assertThat(lines).isEmpty();
    }

    @Test
    void a_log_function_that_throws_does_not_keep_a_function_from_returning_its_number() {
        PlgdDps none = new PlgdDps(List.of(), device -> {
            throw new AssertionError();
        });
        PlgdDps.setLogFn((level, line) -> {
            throw new IllegalStateException("the disk of the log is full");
        });

        assertThat(none.init(false)).isNegative();
        assertThat(PlgdDps.getLogFn()).isNotEqualTo(before);
    }
}
