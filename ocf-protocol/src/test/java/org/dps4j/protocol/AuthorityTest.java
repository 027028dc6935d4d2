package org.dps4j.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {

    @ParameterizedTest
    @CsvSource({
        "coaps+tcp://dps.example:5684, dps.example, 5684",
        "coaps+tcp://192.0.2.1:1, 192.0.2.1, 1",
        "coaps+tcp://plgd_hub:65535, plgd_hub, 65535",
        "coaps+tcp://coap-gateway_1:5684, coap-gateway_1, 5684",
        "coaps+tcp://gw.1:5684/path, gw.1, 5684",
        "coaps+tcp://_gw.example.:5684, _gw.example., 5684"
    })
    void a_host_may_be_called_as_a_name_server_or_a_container_calls_it(URI uri, String host, int port) {
        assertThat(Authority.of(uri)).contains(new Authority(host, OptionalInt.of(port)));
    }

    @Test
    void a_port_may_be_left_out() {
        assertThat(Authority.of(URI.create("coaps://plgd_hub")))
                .contains(new Authority("plgd_hub", OptionalInt.empty()));
        assertThat(Authority.of(URI.create("coaps://a.test"))).contains(new Authority("a.test", OptionalInt.empty()));
    }

    @Test
    void an_address_of_version_6_is_dialled_without_the_brackets_in_which_it_is_written() {
        Optional<Authority> authority = Authority.of(URI.create("coaps+tcp://[::1]:5684"));

        assertThat(authority).map(Authority::host).contains("[::1]");
        assertThat(authority).map(Authority::bareHost).contains("::1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/path",
                "mailto:plgd_hub",
                "coaps+tcp:///path",
                "coaps+tcp://user@plgd_hub",
                "coaps+tcp://plgd_hub:",
                "coaps+tcp://plgd_hub:0",
                "coaps+tcp://plgd_hub:65536",
                "coaps+tcp://plgd_hub:99999999999",
                "coaps+tcp://plgd_hub:x",
                "coaps+tcp://plgd_hub:-1",
                "coaps+tcp://a.test:0",
                "coaps+tcp://a.test:65536",
                "coaps+tcp://plgd_hub:1:2",
                "coaps+tcp://plgd_hub..test",
                "coaps+tcp://.plgd_hub",
                "coaps+tcp://plgd_hub,b",
                "coaps+tcp://plgd~hub",
                "coaps+tcp://plgd_h%C3%BCb",
                "coaps+tcp://plgd_hüb",
                "coaps+tcp://256.1.1.1",
                "coaps+tcp://1.2.3"
            })
    void what_names_no_host_has_none(String text) {
        assertThat(Authority.of(URI.create(text))).isEmpty();
    }

    @Test
    void a_name_has_at_most_253_characters_and_each_part_of_it_63() {
        String longest = "a_".repeat(31) + "." + ("b".repeat(63) + ".").repeat(2) + "c".repeat(62);

        assertThat(longest).hasSize(253);
        assertThat(Authority.of(URI.create("coaps://" + longest))).isPresent();
        assertThat(Authority.of(URI.create("coaps://" + longest + "c"))).isEmpty();
        assertThat(Authority.of(URI.create("coaps://_" + "a".repeat(63)))).isEmpty();
    }
}
