package org.dps4j.protocol.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.dps4j.protocol.coap.Endpoint.Security;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    @Test
    void scheme_and_port_have_their_defaults() {
        assertThat(Endpoint.of(URI.create("coaps+tcp://dps.example")))
                .isEqualTo(new Endpoint("dps.example", 5684, Security.TLS));
        assertThat(Endpoint.of(URI.create("COAP+TCP://dps.example:20030")))
                .isEqualTo(new Endpoint("dps.example", 20_030, Security.PLAIN));
        assertThat(Endpoint.of(URI.create("coap+tcp://[::1]"))).isEqualTo(new Endpoint("::1", 5683, Security.PLAIN));
        assertThat(Endpoint.of(URI.create("coaps+tcp://coap-gateway_1:5684")))
                .isEqualTo(new Endpoint("coap-gateway_1", 5684, Security.TLS));
    }

    @Test
    void a_host_that_must_not_stand_in_the_handshake_is_dialled_without_a_server_name() {
        assertThat(TlsEngines.serverName("plgd_hub")).isEmpty();
        assertThat(TlsEngines.serverName("coap-gateway")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "coap://dps.example",
                "https://dps.example",
                "dps.example:5684",
                "coaps+tcp:5684",
                "coaps+tcp://a_b:0",
                "/time"
            })
    void what_is_no_endpoint_is_refused(String text) {
        assertThatThrownBy(() -> Endpoint.of(URI.create(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @Test
    void dtls_has_an_endpoint_of_its_own() {
        assertThat(Endpoint.ofDtls(URI.create("coaps://dps.example")))
                .isEqualTo(new Endpoint("dps.example", 5684, Security.TLS));
        assertThatThrownBy(() -> Endpoint.ofDtls(URI.create("coaps+tcp://dps.example")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an endpoint of DTLS begins with coaps://, not coaps+tcp://dps.example");
    }
}
