package org.dps4j.dps.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.dps4j.dps.machine.DpsStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusWordTest {

    @ParameterizedTest
    @CsvSource({
        "0, uninitialized",
        "0x1, initialized",
        "0x1001, provisioning time",
        "0x2001, provisioned time",
        "0x2401, provisioning owner",
        "0x2801, provisioned owner",
        "0x2841, provisioning cloud",
        "0x2881, provisioned cloud",
        "0x2883, provisioning credentials",
        "0x2885, provisioned credentials",
        "0x288d, provisioning acls",
        "0x2895, provisioned acls",
        "0x2995, provisioned",
        "0x2b95, renew credentials",
        "0x40000001, failure",
        "0x20002801, transient failure",
        "0x60002801, failure",
        "0x40000800, failure"
    })
    void the_words_are_those_of_plgd(String mask, String word) {
        assertThat(StatusWord.of(DpsStatus.ofMask(Integer.decode(mask)))).contains(word);
    }

    @Test
    void there_is_no_word_for_flags_that_do_not_go_together() {
        for (int mask : new int[] {0x2, 0x801, 0x3001, 0x2000, 0x2b85, 0x101}) {
            assertThat(StatusWord.of(DpsStatus.ofMask(mask)))
                    .as(Integer.toHexString(mask))
                    .isEmpty();
        }
    }
}
