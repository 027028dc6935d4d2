package org.dps4j.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.UUID;
import org.dps4j.device.DeviceState;
import org.dps4j.device.Platform;
import org.dps4j.device.security.DeviceKey;
import org.junit.jupiter.api.Test;

class GivenNameTest {

    private final DeviceState fresh = DeviceState.fresh(
            UUID.randomUUID(),
            "lamp",
            new Platform(UUID.randomUUID(), "maker", "oic.d.light"),
            DeviceKey.generate(new SecureRandom()));

    @Test
    void a_name_that_others_gave_outlives_the_program() {
        DeviceState renamed = GivenName.in(fresh, "lamp").withName("hall");

        assertThat(GivenName.in(renamed, "lamp").name()).isEqualTo("hall");
    }

    @Test
    void another_name_on_the_command_line_counts() {
        DeviceState renamed = GivenName.in(fresh, "lamp").withName("hall");

        assertThat(GivenName.in(renamed, "kitchen").name()).isEqualTo("kitchen");
    }

    @Test
    void a_reset_brings_the_given_name_back() {
        DeviceState renamed = GivenName.in(fresh, "lamp").withName("hall");
        DeviceState reset = renamed.factoryReset(UUID.randomUUID(), fresh.key());

        assertThat(GivenName.in(reset, "lamp").name()).isEqualTo("lamp");
    }
}
