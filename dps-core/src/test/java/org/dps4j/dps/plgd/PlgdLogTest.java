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
}
