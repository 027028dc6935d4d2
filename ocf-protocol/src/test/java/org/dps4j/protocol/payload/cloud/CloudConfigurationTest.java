package org.dps4j.protocol.payload.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.payload.Body;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudConfigurationTest {

    private static final String REQUIRED =
            "'apn': 'plgd.dps', 'cis': 'coaps+tcp://gw-b.example.net:5684', 'at': 'eyJ.e30.c2ln',"
                    + " 'sid': 'adebc667-1f2b-41e3-bf5c-6d6eabc68cc6'";
    private static final URI GATEWAY = URI.create("coaps+tcp://gw-b.example.net:5684");

    @Test
    void members_are_written_in_the_order_of_the_reference() {
        CloudConfigurationAnswer answer = new CloudConfigurationAnswer(
                Secret.ofText("eyJ.e30.c2ln"),
                "plgd.dps",
                GATEWAY,
                Sample.HUB,
                List.of(new CloudServer(GATEWAY, Sample.HUB)),
                Optional.empty());

        assertThat(Body.toJson(CloudConfigurationAnswer.CODEC.encode(answer)))
                .isEqualTo("{'apn':'plgd.dps','cis':'coaps+tcp://gw-b.example.net:5684','at':'eyJ.e30.c2ln',"
                        + "'sid':'adebc667-1f2b-41e3-bf5c-6d6eabc68cc6','x.org.iotivity.servers':"
                        + "[{'id':'adebc667-1f2b-41e3-bf5c-6d6eabc68cc6','uri':'coaps+tcp://gw-b.example.net:5684'}]}");
    }

    @Test
    void the_four_required_members_are_enough_and_further_ones_are_ignored() throws Exception {
        assertThat(answer("{" + REQUIRED + ", 'x': {'y': [1.5, null]}, 'redirecturi': ''}"))
                .isEqualTo(new CloudConfigurationAnswer(
                        Secret.ofText("eyJ.e30.c2ln"), "plgd.dps", GATEWAY, Sample.HUB, List.of(), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"apn", "cis", "at", "sid"})
    void each_of_them_is_required_and_must_not_be_empty(String name) {
        String missing = ("{" + REQUIRED + "}").replace("'" + name + "'", "'other'");
        String empty = ("{" + REQUIRED + "}").replaceFirst("'" + name + "': '[^']*'", "'" + name + "': ''");
        String wrong = ("{" + REQUIRED + "}").replaceFirst("'" + name + "': '[^']*'", "'" + name + "': 7");

        for (String json : List.of(missing, empty, wrong)) {
            assertThatThrownBy(() -> answer(json))
                    .isInstanceOf(PayloadException.class)
                    .hasMessageStartingWith(name + ": ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"coaps+tcp://plgd_hub:5684", "coaps+tcp://coap-gateway_1", "coaps+tcp://gw.1:5684"})
    void a_gateway_may_be_called_as_containers_call_each_other(String gateway) throws Exception {
        URI uri = URI.create(gateway);
        CloudConfigurationAnswer answer = answer(("{" + REQUIRED + "}")
                .replace(GATEWAY.toString(), gateway)
                .replace(
                        "}",
                        ", 'redirecturi': '" + gateway + "', 'x.org.iotivity.servers': [{'uri': '" + gateway + "'}]}"));

        assertThat(answer.server()).isEqualTo(uri);
        assertThat(answer.redirect()).contains(uri);
        assertThat(answer.servers()).containsExactly(new CloudServer(uri, CloudServer.UNKNOWN_ID));
    }

    @Test
    void a_cloud_whose_id_is_no_uuid_is_refused() {
        assertThatThrownBy(() ->
                        answer(("{" + REQUIRED + "}").replace("adebc667-1f2b-41e3-bf5c-6d6eabc68cc6", "my cloud")))
                .isInstanceOf(PayloadException.class)
                .hasMessageStartingWith("sid: ")
                .hasMessageContaining("my cloud");
    }

    @Test
    void alternatives_that_cannot_be_used_are_left_out() throws Exception {
        String servers = "[{'uri': 'coaps+tcp://a.example:5684', 'id': 'adebc667-1f2b-41e3-bf5c-6d6eabc68cc6'},"
                + " {'uri': 'coaps+tcp://b.example:5684'}, {'id': 'adebc667-1f2b-41e3-bf5c-6d6eabc68cc6'},"
                + " {'uri': 'coaps+tcp://c.example:5684', 'id': 'none'}, {'uri': 'no address', 'id': ''},"
                + " {'uri': 'coaps+tcp://a.example:5684', 'id': 'adebc667-1f2b-41e3-bf5c-6d6eabc68cc6'},"
                + " {'uri': 'coaps+tcp://a.example:5684'}]";

        assertThat(answer("{" + REQUIRED + ", 'x.org.iotivity.servers': " + servers + "}")
                        .servers())
                .containsExactly(
                        new CloudServer(URI.create("coaps+tcp://a.example:5684"), Sample.HUB),
                        new CloudServer(URI.create("coaps+tcp://b.example:5684"), CloudServer.UNKNOWN_ID),
                        new CloudServer(URI.create("coaps+tcp://a.example:5684"), CloudServer.UNKNOWN_ID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'x.org.iotivity.servers': {}",
                "'x.org.iotivity.servers': ['coaps+tcp://a.example']",
                "'x.org.iotivity.servers': [{'uri': 1}]",
                "'x.org.iotivity.servers': [{'uri': 'coaps+tcp://a.example', 'id': false}]",
                "'redirecturi': 1",
                "'redirecturi': 'not an address'",
                "'redirecturi': '/path'"
            })
    void members_that_may_be_missing_must_be_right_if_they_are_there(String member) {
        assertThatThrownBy(() -> answer("{" + REQUIRED + ", " + member + "}")).isInstanceOf(PayloadException.class);
    }

    @Test
    void a_redirect_is_read() throws Exception {
        assertThat(answer("{" + REQUIRED + ", 'redirecturi': 'coaps+tcp://b.example:20030'}")
                        .redirect())
                .contains(URI.create("coaps+tcp://b.example:20030"));
    }

    @Test
    void a_request_needs_only_a_device_id() throws Exception {
        CloudConfigurationRequest request = new CloudConfigurationRequest(Sample.DEVICE, Optional.empty());

        assertThat(Body.toJson(CloudConfigurationRequest.CODEC.encode(request)))
                .isEqualTo("{'di':'5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10'}");
        assertThat(request("'x': 1")).isEqualTo(request);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'uri': 'coaps+tcp://a.example'}",
                "{'uri': 'coaps+tcp://a.example', 'id': ''}",
                "{'uri': '', 'id': 'adebc667-1f2b-41e3-bf5c-6d6eabc68cc6'}",
                "{'id': 'adebc667-1f2b-41e3-bf5c-6d6eabc68cc6'}",
                "{'uri': 'a.example', 'id': 'adebc667-1f2b-41e3-bf5c-6d6eabc68cc6'}",
                "{'uri': 'coaps+tcp://a b', 'id': 'adebc667-1f2b-41e3-bf5c-6d6eabc68cc6'}",
                "{'uri': 'x://y', 'id': 'z'}"
            })
    void a_selected_gateway_without_usable_address_or_id_is_none(String selected) throws Exception {
        assertThat(request("'selectedGateway': " + selected).selectedGateway()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'selectedGateway': {}}",
                "{'di': ''}",
                "{'di': 'x'}",
                "{'di': 5}",
                "{'di': '5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10', 'selectedGateway': 'coaps+tcp://a.example'}",
                "{'di': '5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10', 'selectedGateway': {'uri': 1}}"
            })
    void a_request_that_cannot_be_understood_is_refused(String json) {
        assertThatThrownBy(() -> CloudConfigurationRequest.CODEC.decode(Body.of(json)))
                .isInstanceOf(PayloadException.class);
    }

    private static CloudConfigurationAnswer answer(String json) throws PayloadException {
        return CloudConfigurationAnswer.CODEC.decode(Body.of(json));
    }

    private static CloudConfigurationRequest request(String member) throws PayloadException {
        return CloudConfigurationRequest.CODEC.decode(
                Body.of("{'di': '5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10', " + member + "}"));
    }
}
