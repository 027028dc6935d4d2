package org.dps4j.dps.plgd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.dps4j.dps.machine.DpsStatus;
import org.junit.jupiter.api.Test;

class PlgdStatusTest {

    @Test
    void each_flag_of_today_that_the_first_version_knew_has_its_own_bit_there() {
        assertThat(PlgdStatus.of(Set.of())).isZero();
        assertThat(PlgdStatus.of(Set.of(DpsStatus.INITIALIZED))).isEqualTo(1);
        assertThat(PlgdStatus.of(Set.of(DpsStatus.HAS_CREDENTIALS))).isEqualTo(2);
        assertThat(PlgdStatus.of(Set.of(DpsStatus.HAS_ACLS))).isEqualTo(4);
        assertThat(PlgdStatus.of(Set.of(DpsStatus.HAS_CLOUD))).isEqualTo(8);
        assertThat(PlgdStatus.of(Set.of(DpsStatus.FAILURE))).isEqualTo(64);
        assertThat(PlgdStatus.of(Set.of(DpsStatus.TRANSIENT_FAILURE))).isEqualTo(64);
    }

    @Test
    void time_owner_and_requests_have_no_counterpart() {
        assertThat(PlgdStatus.of(EnumSet.of(
                        DpsStatus.HAS_TIME,
                        DpsStatus.HAS_OWNER,
                        DpsStatus.GET_TIME,
                        DpsStatus.GET_OWNER,
                        DpsStatus.GET_CLOUD,
                        DpsStatus.GET_CREDENTIALS,
                        DpsStatus.GET_ACLS,
                        DpsStatus.CLOUD_STARTED,
                        DpsStatus.RENEW_CREDENTIALS)))
                .isZero();
    }
}
