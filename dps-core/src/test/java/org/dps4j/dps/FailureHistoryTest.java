package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.scripted.Reply;
import org.junit.jupiter.api.Test;

/** What a client remembers of attempts that failed. */
class FailureHistoryTest {

    private final Bench bench = new Bench();

    @Test
    void each_failure_is_kept_with_its_step_its_cause_its_time_and_the_next_attempt() {
        bench.service.on(ProvisioningStep.OWNER, Reply.code("4.03"));
        bench.cloud.refusals = 1;

        bench.start();
        bench.runFor(Duration.ofHours(1));

        assertThat(bench.provisioned()).isTrue();
        assertThat(bench.client.failures()).hasSize(2);
        FailedAttempt first = bench.client.failures().get(0);
        assertThat(first.step()).contains(ProvisioningStep.OWNER);
        assertThat(first.failure()).isInstanceOf(Failure.Rejected.class);
        assertThat(first.nextAttemptIn()).isEqualTo(bench.notes.failures.get(0).pause());
        FailedAttempt second = bench.client.failures().get(1);
        assertThat(second.step()).as("the start of the cloud client").isEmpty();
        assertThat(second.at()).isAfterOrEqualTo(first.at().plus(first.nextAttemptIn()));
    }

    @Test
    void the_last_ones_are_kept_and_the_list_is_bounded() {
        bench.service.on(
                ProvisioningStep.TIME,
                Stream.generate(() -> Reply.code("4.03"))
                        .limit(FailureHistory.MOST + 3)
                        .toArray(Reply[]::new));

        bench.start();
        bench.runFor(Duration.ofDays(1));

        assertThat(bench.notes.failures).hasSize(FailureHistory.MOST + 3);
        assertThat(bench.client.failures()).hasSize(FailureHistory.MOST);
        assertThat(bench.client.failures().get(FailureHistory.MOST - 1).failure())
                .isEqualTo(bench.notes
                        .failures
                        .get(bench.notes.failures.size() - 1)
                        .failure());
    }

    @Test
    void a_factory_reset_forgets_them() {
        bench.service.on(ProvisioningStep.TIME, Reply.code("4.03"));
        bench.start();
        bench.runFor(Duration.ofMinutes(1));
        assertThat(bench.client.failures()).isNotEmpty();

        bench.client.onFactoryReset();
        bench.runFor(Duration.ofMillis(1));

        assertThat(bench.client.failures()).isEmpty();
    }
}
