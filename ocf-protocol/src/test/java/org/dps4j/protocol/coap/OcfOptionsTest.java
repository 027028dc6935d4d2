package org.dps4j.protocol.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MessageFormatException;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.network.serialization.TcpDataSerializer;
import org.junit.jupiter.api.Test;

class OcfOptionsTest {

    @Test
    void a_request_says_which_format_and_version_it_accepts() {
        Request request = Request.newGet();
        assertThat(OcfOptions.acceptContentFormatVersion(request)).isEmpty();

        OcfOptions.accept(request);

        assertThat(request.getOptions().getAccept()).isEqualTo(10_000);
        assertThat(OcfOptions.acceptContentFormatVersion(request)).hasValue(2048);
        assertThat(OcfOptions.contentFormatVersion(request)).isEmpty();
    }

    @Test
    void a_body_says_which_format_and_version_it_has() {
        Response response = new Response(ResponseCode.CONTENT);

        OcfOptions.setPayload(response, new byte[] {1});

        assertThat(response.getPayload()).containsExactly(1);
        assertThat(OcfOptions.isCbor(response)).isTrue();
        assertThat(OcfOptions.contentFormatVersion(response)).hasValue(2048);
    }

    @Test
    void plain_cbor_is_cbor_and_text_is_not() {
        Response response = new Response(ResponseCode.CONTENT);
        assertThat(OcfOptions.isCbor(response)).isFalse();
        response.getOptions().setContentFormat(OcfOptions.APPLICATION_CBOR);
        assertThat(OcfOptions.isCbor(response)).isTrue();
        response.getOptions().setContentFormat(0);
        assertThat(OcfOptions.isCbor(response)).isFalse();
    }

    @Test
    void both_options_survive_the_wire() {
        Request request = Request.newPost();
        request.setToken(new Token(new byte[8]));
        OcfOptions.accept(request);
        OcfOptions.setPayload(request, new byte[] {1, 2});

        Request read = (Request) ProtocolEndpoint.PARSER.parseMessage(new TcpDataSerializer().getByteArray(request));

        assertThat(OcfOptions.acceptContentFormatVersion(read)).hasValue(2048);
        assertThat(OcfOptions.contentFormatVersion(read)).hasValue(2048);
        assertThat(read.getOptions().getContentFormat()).isEqualTo(10_000);
    }

    @Test
    void a_block_is_not_taken_for_a_body() {
        Request request = Request.newPost();
        request.setToken(new Token(new byte[8]));
        request.getOptions().setBlock1(6, true, 0);
        byte[] bytes = new TcpDataSerializer().getByteArray(request);

        assertThatThrownBy(() -> ProtocolEndpoint.PARSER.parseMessage(bytes))
                .isInstanceOf(MessageFormatException.class)
                .hasMessageContaining("27");
    }
}
