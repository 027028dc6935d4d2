package org.dps4j.device.cloud.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.scripted.CloudOperation;
import org.dps4j.device.cloud.scripted.CloudReply;
import org.junit.jupiter.api.Test;

/** What a device forgets whose cloud does not renew its token. */
class CloudForgetTest {

    private final CloudBench bench = new CloudBench();

    @Test
    void a_refused_refresh_forgets_the_cloud() {
        refuseTheNextRefresh();

        bench.runFor(Duration.ofSeconds(1));

        assertThat(bench.device.state().cloud()).isEqualTo(CloudConfiguration.DEFAULT);
    }

    @Test
    void a_refused_refresh_does_not_forget_a_cloud_that_was_provisioned_meanwhile() {
        CloudConfiguration fresh = CloudBench.configuration("another code");
        refuseTheNextRefresh();

        var provisioned = bench.device.update(state -> state.withCloud(fresh));
        bench.runFor(Duration.ofMinutes(1));

        assertThat(provisioned).isCompleted();
        assertThat(bench.refusals).hasSize(1);
        assertThat(bench.device.state().cloud()).isEqualTo(fresh);
    }

    /** The request is under way, and its answer will be a refusal. */
    private void refuseTheNextRefresh() {
        bench.cloud.lifetime(Optional.of(Duration.ofSeconds(20)));
        bench.start();
        assertThat(bench.isOnline()).isTrue();
        bench.cloud.on(CloudOperation.REFRESH, new CloudReply.Late(Duration.ofMillis(500)));
        for (int millis = 0; millis < 20_000 && !bench.cloud.log().contains(CloudOperation.REFRESH); millis++) {
            bench.runFor(Duration.ofMillis(1));
        }
        bench.cloud.forget();
        assertThat(bench.device.state().cloud().registration()).isPresent();
    }
}
