package org.dps4j.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.device.DeviceState;
import org.dps4j.device.Platform;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.junit.jupiter.api.Test;

class OverriddenArgumentsTest {

    private static final Optional<DpsEndpoint> ELSEWHERE =
            Optional.of(DpsEndpoint.of("coaps+tcp://elsewhere.test:5684"));

    private final Options options =
            ((Invocation.Run) CommandLineReader.read("kitchen", "coaps+tcp://here.test:5684")).options();
    private final DeviceState kitchen = DeviceState.fresh(
            UUID.randomUUID(),
            "kitchen",
            new Platform(UUID.randomUUID(), "maker", "oic.d.test"),
            DeviceKey.generate(new SecureRandom()));

    @Test
    void nothing_is_said_where_every_argument_counts() {
        assertThat(OverriddenArguments.warning(options, kitchen, Optional.empty()))
                .isEmpty();
    }

    @Test
    void all_that_do_not_count_stand_in_one_line_with_what_counts_instead() {
        assertThat(OverriddenArguments.warning(options, kitchen.withName("cellar"), ELSEWHERE))
                .contains("WARNING: the stored state overrides device-name kitchen (it was renamed cellar since),"
                        + " endpoint coaps+tcp://here.test:5684 (the device was sent from there to"
                        + " coaps+tcp://elsewhere.test:5684); to have the arguments count again, reset the device"
                        + " (SIGHUP) or give others");
    }

    @Test
    void one_that_does_not_count_stands_alone() {
        assertThat(OverriddenArguments.warning(options, kitchen, ELSEWHERE))
                .hasValueSatisfying(
                        line -> assertThat(line).contains("endpoint").doesNotContain("device-name"));
    }

    @Test
    void a_name_from_outside_stays_on_the_line() {
        assertThat(OverriddenArguments.warning(options, kitchen.withName("a\nb\u202e"), Optional.empty()))
                .hasValueSatisfying(line -> assertThat(line).contains("renamed a?b? since"));
    }

    @Test
    void a_redirect_without_an_endpoint_to_override_is_no_news() {
        Options none = ((Invocation.Run) CommandLineReader.read("kitchen", "")).options();

        assertThat(OverriddenArguments.warning(none, kitchen, ELSEWHERE)).isEmpty();
    }

    @Test
    void an_endpoint_beside_dhcp_is_not_missed() {
        Options dhcp = ((Invocation.Run) CommandLineReader.read("-x", "kitchen")).options();

        assertThat(OverriddenArguments.warning(dhcp, kitchen, ELSEWHERE)).isEmpty();
    }
}
