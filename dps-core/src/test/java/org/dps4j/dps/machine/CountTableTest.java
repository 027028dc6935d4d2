package org.dps4j.dps.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dps4j.dps.machine.ProvisioningStep.ACLS;
import static org.dps4j.dps.machine.ProvisioningStep.CLOUD;
import static org.dps4j.dps.machine.ProvisioningStep.CREDENTIALS;
import static org.dps4j.dps.machine.ProvisioningStep.OWNER;
import static org.dps4j.dps.machine.ProvisioningStep.TIME;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How often a service is asked for each step; the same numbers as a C device and as plgd hub's own tests expect. */
class CountTableTest {

    private final MachineRun run = new MachineRun();

    @Test
    void three_outages_at_each_step() {
        Failure outage = new Failure.Unavailable(ResponseCode.of("5.03"), "");

        run.toTheEnd((step, count) -> count <= 3 ? Optional.of(outage) : Optional.empty());

        assertThat(run.counts()).isEqualTo(Map.of(TIME, 8, OWNER, 7, CLOUD, 6, CREDENTIALS, 5, ACLS, 4));
        assertThat(run.state().phase()).isEqualTo(Phase.PROVISIONED);
    }

    @Test
    void one_refusal_at_each_step() {
        Failure refusal = new Failure.Rejected(ResponseCode.of("5.00"), "");

        run.toTheEnd((step, count) -> count <= 1 ? Optional.of(refusal) : Optional.empty());

        assertThat(run.counts()).isEqualTo(Map.of(TIME, 6, OWNER, 5, CLOUD, 4, CREDENTIALS, 3, ACLS, 2));
        assertThat(run.state().phase()).isEqualTo(Phase.PROVISIONED);
    }

    @Test
    void no_failure_asks_once_each_and_the_time_over_a_connection_of_its_own() {
        run.toTheEnd((step, count) -> Optional.empty());

        assertThat(run.counts()).isEqualTo(Map.of(TIME, 1, OWNER, 1, CLOUD, 1, CREDENTIALS, 1, ACLS, 1));
        assertThat(run.effects())
                .filteredOn(effect -> !(effect instanceof Effect.Notify))
                .extracting(Effect::getClass)
                .containsExactly(
                        Effect.Request.class,
                        Effect.Disconnect.class,
                        Effect.Request.class,
                        Effect.Request.class,
                        Effect.Request.class,
                        Effect.Request.class,
                        Effect.Disconnect.class,
                        Effect.StartCloud.class);
        assertThat(DpsStatus.toMask(run.state().status())).isEqualTo(0x2894 | 0x1 | 0x100);
    }

    @Test
    void the_reported_status_grows_by_one_flag_per_step() {
        run.toTheEnd((step, count) -> Optional.empty());

        assertThat(run.effects())
                .filteredOn(Effect.Notify.class::isInstance)
                .extracting(effect -> DpsStatus.toMask(((Effect.Notify) effect).status()))
                .containsExactly(0x1, 0x2001, 0x2801, 0x2881, 0x2885, 0x2895, 0x2995);
    }

    @Test
    void a_complete_store_sends_no_request() {
        Transition started =
                new StepMachine(5).on(MachineState.INITIAL, new Event.Started(Set.of(ProvisioningStep.values())));

        assertThat(started.effects()).noneMatch(Effect.Request.class::isInstance);
        assertThat(started.effects()).anyMatch(Effect.StartCloud.class::isInstance);
    }
}
