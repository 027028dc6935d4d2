package org.dps4j.device.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.payload.cloud.CloudConfigurationAnswer;
import org.dps4j.protocol.payload.cloud.CloudServer;
import org.junit.jupiter.api.Test;

class CloudConfigurationTest {

    private static final URI MAIN = URI.create("coaps+tcp://one.example:5684");
    private static final URI SPARE = URI.create("coaps+tcp://two.example:5684");
    private static final UUID CLOUD = UUID.randomUUID();

    private static CloudConfiguration delivered(CloudServer... servers) {
        return CloudConfiguration.of(new CloudConfigurationAnswer(
                Secret.ofText("let-me-in"), "plgd", MAIN, CLOUD, List.of(servers), Optional.empty()));
    }

    @Test
    void a_device_knows_only_the_default_address_before_it_is_provisioned() {
        assertThat(CloudConfiguration.DEFAULT.selected())
                .isEqualTo(new CloudServer(URI.create("coaps+tcp://127.0.0.1"), new UUID(0, 0)));
        assertThat(CloudConfiguration.DEFAULT.isProvisioned()).isFalse();
    }

    @Test
    void the_delivered_server_is_selected_and_stands_among_the_others() {
        CloudConfiguration cloud = delivered(new CloudServer(SPARE, CLOUD));

        assertThat(cloud.isProvisioned()).isTrue();
        assertThat(cloud.selected()).isEqualTo(new CloudServer(MAIN, CLOUD));
        assertThat(cloud.servers()).containsExactly(new CloudServer(MAIN, CLOUD), new CloudServer(SPARE, CLOUD));
        assertThat(cloud.access()).contains(new CloudAccess("plgd", Secret.ofText("let-me-in")));
    }

    @Test
    void every_address_counts_once_with_its_first_id() {
        UUID other = UUID.randomUUID();

        CloudConfiguration cloud = delivered(
                new CloudServer(MAIN, CLOUD),
                new CloudServer(MAIN, other),
                new CloudServer(SPARE, other),
                new CloudServer(SPARE, CLOUD));

        assertThat(cloud.servers()).containsExactly(new CloudServer(MAIN, CLOUD), new CloudServer(SPARE, other));
    }

    @Test
    void the_token_is_not_printed() {
        assertThat(delivered().toString()).contains("plgd").doesNotContain("let-me-in");
    }

    @Test
    void only_a_server_of_the_cloud_can_be_selected() {
        CloudServer main = new CloudServer(MAIN, CLOUD);

        assertThatThrownBy(() -> new CloudConfiguration(main, List.of(), Optional.empty(), Optional.empty()))
                .hasMessageContaining("one.example");
    }

    @Test
    void a_redirect_selects_the_other_server_and_keeps_the_id_and_the_one_that_sent() {
        URI moved = URI.create("coaps+tcp://moved.example:5684");
        CloudConfiguration cloud = delivered(new CloudServer(SPARE, CLOUD));

        assertThat(cloud.redirected(moved).selected()).isEqualTo(new CloudServer(moved, CLOUD));
        assertThat(cloud.redirected(moved).servers())
                .containsExactly(
                        new CloudServer(MAIN, CLOUD), new CloudServer(SPARE, CLOUD), new CloudServer(moved, CLOUD));
        assertThat(cloud.redirected(SPARE).selected()).isEqualTo(new CloudServer(SPARE, CLOUD));
        assertThat(cloud.redirected(SPARE).servers())
                .containsExactly(new CloudServer(MAIN, CLOUD), new CloudServer(SPARE, CLOUD));
        assertThat(cloud.redirected(MAIN)).isEqualTo(cloud);
    }

    @Test
    void who_speaks_one_protocol_only_turns_to_the_servers_that_speak_it_too() {
        CloudServer other = new CloudServer(URI.create("coaps+tcp://other.example:5684"), UUID.randomUUID());
        CloudServer spare = new CloudServer(SPARE, CLOUD);
        CloudServer datagrams = new CloudServer(URI.create("coaps://three.example:5684"), CLOUD);
        CloudConfiguration mixed =
                new CloudConfiguration(datagrams, List.of(datagrams, other, spare), Optional.empty(), Optional.empty());

        CloudConfiguration usable = mixed.by("coaps+tcp").orElseThrow();

        assertThat(usable.selected())
                .as("the one with the id of the selected one")
                .isEqualTo(spare);
        assertThat(usable.servers()).containsExactly(other, spare);
        assertThat(usable.by("coaps+tcp")).contains(usable);
        assertThat(mixed.by("coap")).isEmpty();
        assertThat(new CloudConfiguration(datagrams, List.of(other, datagrams), Optional.empty(), Optional.empty())
                        .by("coaps+tcp"))
                .map(CloudConfiguration::selected)
                .contains(other);
    }

    @Test
    void a_thousand_redirects_leave_16_servers_the_first_and_the_one_that_sent_among_them() {
        CloudConfiguration cloud = delivered(new CloudServer(SPARE, CLOUD));
        for (int port = 1; port <= 1_000; port++) {
            CloudServer sender = cloud.selected();
            cloud = cloud.redirected(URI.create("coaps+tcp://next.example:" + port));

            assertThat(cloud.selected().uri()).hasPort(port);
            assertThat(cloud.servers())
                    .hasSizeLessThanOrEqualTo(16)
                    .contains(new CloudServer(MAIN, CLOUD), sender, cloud.selected());
        }
    }

    @Test
    void of_the_servers_that_are_delivered_the_first_16_count() {
        CloudServer[] many = IntStream.range(0, 50)
                .mapToObj(port -> new CloudServer(URI.create("coaps+tcp://next.example:" + (1 + port)), CLOUD))
                .toArray(CloudServer[]::new);

        assertThat(delivered(many).servers())
                .hasSize(16)
                .startsWith(new CloudServer(MAIN, CLOUD), many[0])
                .endsWith(many[14]);
    }

    @Test
    void the_servers_take_turns() {
        CloudServer other = new CloudServer(SPARE, UUID.randomUUID());
        CloudConfiguration cloud = delivered(other);

        assertThat(cloud.selectNext().selected()).isEqualTo(other);
        assertThat(cloud.selectNext().selectNext()).isEqualTo(cloud);
        assertThat(delivered().selectNext()).isEqualTo(delivered());
    }

    @Test
    void a_registered_device_stays_with_the_servers_of_its_cloud() {
        CloudServer foreign = new CloudServer(SPARE, UUID.randomUUID());
        CloudServer own = new CloudServer(URI.create("coaps+tcp://three.example:5684"), CLOUD);
        CloudRegistration account =
                new CloudRegistration("1", Secret.ofText("a"), Secret.ofText("r"), Optional.empty());

        assertThat(delivered(foreign, own)
                        .withRegistration(account)
                        .selectNext()
                        .selected())
                .isEqualTo(own);
        assertThat(delivered(foreign).withRegistration(account).selectNext().selected())
                .isEqualTo(new CloudServer(MAIN, CLOUD));
    }

    @Test
    void no_token_of_the_account_is_printed() {
        CloudRegistration account =
                new CloudRegistration("1", Secret.ofText("secret-a"), Secret.ofText("secret-r"), Optional.empty());

        assertThat(delivered().withRegistration(account).toString()).doesNotContain("secret-a", "secret-r");
    }
}
