package org.dps4j.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With shells in place of the system's programs: no test sets a clock. */
class DateCommandTest {

    private static final Instant TIME = Instant.parse("2026-11-25T13:00:00.9Z");

    @TempDir
    Path directory;

    @Test
    void the_time_is_handed_over_in_seconds_of_utc() throws Exception {
        Path asked = directory.resolve("asked");

        new DateCommand(shell("echo $LC_ALL \"$@\" >" + asked), List.of("true")).set(TIME);

        assertThat(Files.readString(asked)).isEqualTo("C -u -s @1795611600\n");
    }

    @Test
    void a_refusal_is_quoted_in_one_line() {
        DateCommand refusing =
                new DateCommand(shell("echo date: cannot set date; echo no >&2; exit 1"), List.of("true"));

        assertThatThrownBy(() -> refusing.set(TIME))
                .isInstanceOf(IOException.class)
                .hasMessage("sh ended with exit code 1: date: cannot set date no");
    }

    @Test
    void a_program_that_is_not_there_is_a_refusal() {
        DateCommand nothing = new DateCommand(List.of("/no/such/date"), List.of("/no/such/id"));

        assertThatThrownBy(() -> nothing.set(TIME)).isInstanceOf(IOException.class);
        assertThat(nothing.maySet()).isFalse();
    }

    @Test
    void root_alone_may_set_it() {
        assertThat(new DateCommand(List.of("true"), shell("echo 0")).maySet()).isTrue();
        assertThat(new DateCommand(List.of("true"), shell("echo 1000")).maySet())
                .isFalse();
        assertThat(new DateCommand(List.of("true"), shell("exit 1")).maySet()).isFalse();
    }

    private static List<String> shell(String script) {
        return List.of("sh", "-c", script, "sh");
    }
}
