package org.dps4j.device.cloud.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A cloud that names ever longer addresses must not fill the store of a device. */
class LongRedirectTest {

    @Test
    void a_redirect_to_an_address_of_more_than_a_thousand_characters_is_not_followed() {
        CloudBench bench = new CloudBench();
        bench.cloud.redirect(Optional.of(URI.create("coaps+tcp://cloud.example/" + "x".repeat(2_000))));

        bench.start();

        assertThat(bench.client.status().cause().orElseThrow().describe())
                .contains("redirecturi", "1024 characters")
                .hasSizeLessThan(300);
        assertThat(bench.device.state().cloud().servers()).hasSize(1);
    }
}
