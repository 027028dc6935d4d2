package org.dps4j.demo.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class BoundedLinesTest {

    @Test
    void reads_lines_with_and_without_an_end() throws IOException {
        BoundedLines lines = new BoundedLines(new StringReader("one\n\r\nthree"));

        assertThat(lines.next()).isEqualTo("one");
        assertThat(lines.next()).isEmpty();
        assertThat(lines.next()).isEqualTo("three");
        assertThat(lines.next()).isNull();
    }

    @Test
    void cuts_a_line_that_is_too_long_and_goes_on_with_the_next() throws IOException {
        BoundedLines lines = new BoundedLines(new StringReader("x".repeat(100_000) + "\nnext"));

        assertThat(lines.next()).hasSize(BoundedLines.LONGEST);
        assertThat(lines.next()).isEqualTo("next");
    }
}
