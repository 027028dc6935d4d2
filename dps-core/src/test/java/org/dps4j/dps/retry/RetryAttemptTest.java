package org.dps4j.dps.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.dps4j.dps.machine.ProvisioningStep;
import org.junit.jupiter.api.Test;

class RetryAttemptTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void an_attempt_waits_for_its_answer_and_no_longer_than_7_days() {
        assertThat(new RetryAttempt(Duration.ofDays(7), Duration.ofDays(7)).timeout())
                .isEqualTo(Duration.ofDays(7));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryAttempt(Duration.ZERO, SECOND));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryAttempt(SECOND.negated(), SECOND));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryAttempt(Duration.ofDays(8), SECOND));
    }

    @Test
    void a_pause_may_be_none_and_is_no_longer_than_7_days() {
        assertThat(new RetryAttempt(SECOND, Duration.ZERO).pause()).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryAttempt(SECOND, SECOND.negated()));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryAttempt(SECOND, Duration.ofDays(8)));
    }

    @Test
    void each_step_is_an_action_of_its_name_and_no_step_is_the_start_of_the_cloud() {
        assertThat(Arrays.stream(ProvisioningStep.values()).map(step -> RetryAction.of(Optional.of(step))))
                .extracting(RetryAction::name)
                .containsExactly("TIME", "OWNER", "CLOUD", "CREDENTIALS", "ACLS");
        assertThat(RetryAction.of(Optional.empty())).isEqualTo(RetryAction.CLOUD_START);
    }
}
