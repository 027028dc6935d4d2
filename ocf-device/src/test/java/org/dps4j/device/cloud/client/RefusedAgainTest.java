package org.dps4j.device.cloud.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.dps4j.device.cloud.scripted.CloudOperation;
import org.dps4j.device.cloud.scripted.CloudReply;
import org.junit.jupiter.api.Test;

/** A cloud that refuses the device although it was provisioned anew. */
class RefusedAgainTest {

    private final CloudBench bench = new CloudBench();

    private void refuse(int times) {
        bench.cloud.on(
                CloudOperation.SIGN_UP,
                Collections.nCopies(times, CloudReply.code("4.01")).toArray(CloudReply[]::new));
    }

    /** From the refusal until provisioning is asked for, in full seconds. */
    private long secondsUntilProvisioningIsAskedFor() {
        int before = bench.refusals.size();
        bench.provision();
        bench.runFor(Duration.ofMillis(100));
        Instant refused = bench.failures.get(bench.failures.size() - 1).at();
        for (int i = 0; i < 72_000 && bench.refusals.size() == before; i++) {
            bench.runFor(Duration.ofMillis(100));
        }
        assertThat(bench.refusals).as("within two hours").hasSizeGreaterThan(before);
        return Duration.between(refused, bench.loop.now()).toSeconds();
    }

    @Test
    void provisioning_is_asked_for_ever_later_up_to_an_hour() {
        refuse(9);
        List<Long> seconds = new ArrayList<>();

        for (int i = 0; i < 9; i++) {
            seconds.add(secondsUntilProvisioningIsAskedFor());
        }

        assertThat(seconds).containsExactly(30L, 60L, 120L, 240L, 480L, 960L, 1_920L, 3_600L, 3_600L);
    }

    @Test
    void once_the_device_was_signed_in_it_is_asked_for_soon_again() {
        refuse(3);
        for (int i = 0; i < 3; i++) {
            secondsUntilProvisioningIsAskedFor();
        }
        bench.provision();
        bench.runFor(Duration.ofSeconds(1));
        assertThat(bench.isOnline()).isTrue();

        bench.device.update(state -> state.withCloud(CloudBench.configuration("another-code")));
        refuse(1);

        assertThat(secondsUntilProvisioningIsAskedFor()).isEqualTo(30);
    }
}
