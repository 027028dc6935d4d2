package org.dps4j.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.dps4j.dps.machine.DpsStatus;
import org.junit.jupiter.api.Test;

class StatusTextTest {

    @Test
    void no_flag_is_uninitialized() {
        assertThat(StatusText.of(Set.of())).isEqualTo("\nDPS Manager Status:\n\t\t-Uninitialized\n");
    }

    @Test
    void every_flag_has_its_line_in_a_fixed_order() {
        assertThat(StatusText.of(EnumSet.allOf(DpsStatus.class))).isEqualTo("""

                DPS Manager Status:
                \t\t-Initialized
                \t\t-Get time
                \t\t-Has time
                \t\t-Get owner
                \t\t-Has owner
                \t\t-Get cloud configuration
                \t\t-Has configured cloud
                \t\t-Get credentials
                \t\t-Has credentials
                \t\t-Get acls
                \t\t-Has set acls
                \t\t-Started cloud
                \t\t-Renew credentials
                \t\t-Transient failure
                \t\t-Failure
                """);
    }

    @Test
    void the_labels_of_the_first_version_are_unchanged() {
        assertThat(StatusText.of(EnumSet.of(
                        DpsStatus.INITIALIZED,
                        DpsStatus.HAS_CREDENTIALS,
                        DpsStatus.HAS_ACLS,
                        DpsStatus.HAS_CLOUD,
                        DpsStatus.FAILURE)))
                .contains("-Initialized", "-Has credentials", "-Has set acls", "-Has configured cloud", "-Failure");
    }
}
