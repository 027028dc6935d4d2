package org.dps4j.dps.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Flags and errors have the names and the numbers of plgd's header, which are listed in plgd-numbers.txt. */
class PlgdNumbersTest {

    @Test
    void flags_have_the_bits_of_plgd() throws IOException {
        assertThat(Stream.of(DpsStatus.values()).map(flag -> flag + " 0x" + Integer.toHexString(flag.mask())))
                .containsExactlyElementsOf(listed("flag "));
        assertThat(DpsStatus.ofMask(0x2895)).isEqualTo(DpsStatus.ofMask(0x2895 | 0x20));
        assertThat(DpsStatus.toMask(EnumSet.allOf(DpsStatus.class))).isEqualTo(0x60003FDF);
    }

    @Test
    void errors_have_the_numbers_of_plgd() throws IOException {
        assertThat(Stream.of(DpsError.values()).map(error -> error + " " + error.ordinal()))
                .containsExactlyElementsOf(listed("error "));
    }

    private static List<String> listed(String kind) throws IOException {
        try (InputStream list = PlgdNumbersTest.class.getResourceAsStream("/plgd-numbers.txt")) {
            return new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(kind))
                    .map(line -> line.substring(kind.length()))
                    .toList();
        }
    }
}
