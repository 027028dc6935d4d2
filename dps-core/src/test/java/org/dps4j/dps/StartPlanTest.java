package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dps4j.device.DeviceState;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.endpoint.EndpointList;
import org.dps4j.dps.machine.ProvisioningStep;
import org.junit.jupiter.api.Test;

class StartPlanTest {

    private static final EndpointList NAMED = EndpointList.of(DpsEndpoint.of(Bench.FIRST));

    @Test
    void each_state_on_the_way_plans_the_steps_that_are_left() throws Exception {
        Bench bench = new Bench();
        List<List<ProvisioningStep>> plans = new ArrayList<>();
        bench.client.addListener(new DpsListener() {
            @Override
            public void onStepStarted(ProvisioningStep step, int attempt, DpsEndpoint endpoint) {
                plans.add(plan(bench, bench.device.state()).steps());
            }
        });

        bench.start();
        bench.runFor(Duration.ofMinutes(1));

        List<ProvisioningStep> all = List.of(ProvisioningStep.values());
        assertThat(plans)
                .containsExactly(all, all.subList(1, 5), all.subList(2, 5), all.subList(3, 5), all.subList(4, 5));
        assertThat(plan(bench, bench.device.state()).steps()).isEmpty();
    }

    @Test
    void a_service_that_sent_the_device_elsewhere_is_not_asked() {
        Bench bench = new Bench();
        DeviceState state = bench.device.state();
        DeviceState moved =
                DpsMemory.of(state).redirected(NAMED, URI.create(Bench.SECOND)).into(state);

        assertThat(plan(bench, state).service()).isEqualTo(NAMED.selected());
        assertThat(plan(bench, moved).service()).contains(DpsEndpoint.of(Bench.SECOND));
    }

    private static StartPlan plan(Bench bench, DeviceState kept) {
        return StartPlan.of(kept, NAMED, DpsConfig.DEFAULTS, bench.loop.now());
    }
}
