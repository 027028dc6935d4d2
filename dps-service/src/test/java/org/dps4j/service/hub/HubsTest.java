package org.dps4j.service.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.dps4j.protocol.payload.cloud.CloudServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubsTest {

    private static final UUID A = new UUID(0, 0xA);
    private static final UUID B = new UUID(0, 0xB);
    private static final URI A1 = URI.create("coaps+tcp://a1.example:5684");
    private static final URI B1 = URI.create("coaps+tcp://b1.example:5684");
    private static final URI B2 = URI.create("coaps+tcp://b2.example:5684");

    private final Hubs hubs =
            new Hubs(List.of(new Hub(A, "a", List.of(A1, A1), "x"), new Hub(B, "b", List.of(B1, B2), "y")));

    @Test
    void without_a_wish_the_first_gateway_of_the_first_hub_is_chosen() {
        assertThat(hubs.preferred().gateway()).isEqualTo(A1);
        assertThat(hubs.preferred().hub().id()).isEqualTo(A);
    }

    @Test
    void a_selected_gateway_of_ours_is_kept() {
        Hubs.Choice choice = hubs.choose(new CloudServer(B2, B));

        assertThat(choice.hub().id()).isEqualTo(B);
        assertThat(choice.gateway()).isEqualTo(B2);
    }

    @Test
    void a_selected_gateway_of_another_hub_or_of_nobody_is_not() {
        assertThat(hubs.choose(new CloudServer(B2, A)).gateway()).isEqualTo(A1);
        assertThat(hubs.choose(new CloudServer(URI.create("coaps+tcp://z.example"), B))
                        .gateway())
                .isEqualTo(A1);
        assertThat(hubs.choose(new CloudServer(A1, CloudServer.UNKNOWN_ID)).gateway())
                .isEqualTo(A1);
    }

    @Test
    void every_gateway_is_listed_once_with_the_id_of_its_hub() {
        assertThat(hubs.servers())
                .containsExactly(new CloudServer(A1, A), new CloudServer(B1, B), new CloudServer(B2, B));
    }

    @ParameterizedTest
    @CsvSource({
        "coaps+tcp://cloud.example:5684, coaps+tcp://cloud.example:5684",
        "coap+tcp://[::1]:5683, coap+tcp://[::1]:5683",
        "cloud.example:5684, coaps+tcp://cloud.example:5684",
        "127.0.0.1, coaps+tcp://127.0.0.1",
        "coap-gateway_1:5684, coaps+tcp://coap-gateway_1:5684",
        "coaps+tcp://gw.1, coaps+tcp://gw.1"
    })
    void addresses_without_a_scheme_get_one(String written, URI normal) {
        assertThat(Gateways.normalise(written)).isEqualTo(normal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://x",
                "coa#s+tcp://x",
                "coaps+tcp://",
                "coaps+tcp://u@x",
                "coaps+tcp://x/path",
                "coaps+tcp://u@x_1",
                "x_1/path",
                "x_1:0",
                "x_1:65536",
                "a b",
                "x:port",
                "x:0",
                "x:65536"
            })
    void what_no_device_could_dial_is_refused(String written) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gateways.normalise(written))
                .withMessageStartingWith("found '" + written + "', ");
    }
}
