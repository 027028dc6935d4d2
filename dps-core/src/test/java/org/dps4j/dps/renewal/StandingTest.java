package org.dps4j.dps.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.dps4j.device.security.credential.Credentials;
import org.junit.jupiter.api.Test;

class StandingTest {

    @Test
    void credentials_that_are_not_there_have_lapsed_and_it_says_what_is_missing() {
        assertThat(Standing.of(Credentials.NONE, Instant.MIN, Instant.parse("2026-03-01T12:00:00Z")))
                .isInstanceOfSatisfying(
                        Standing.Lapsed.class,
                        lapsed -> assertThat(lapsed.because()).contains("no identity certificate"));
    }
}
