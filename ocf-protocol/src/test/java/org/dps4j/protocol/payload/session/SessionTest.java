package org.dps4j.protocol.payload.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.payload.Body;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {

    @Test
    void a_sign_in_is_written_like_the_reference_writes_it() {
        SessionRequest request = SessionRequest.signIn("1", Sample.DEVICE, Secret.ofText("a"));

        assertThat(Body.toJson(SessionRequest.CODEC.encode(request)))
                .isEqualTo("{'uid':'1','di':'5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10','accesstoken':'a','login':true}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'login': false}", "{'login': false, 'uid': '', 'di': '', 'accesstoken': ''}"})
    void who_signs_out_may_leave_the_rest_to_the_session(String json) throws Exception {
        assertThat(SessionRequest.CODEC.decode(Body.of(json)))
                .isEqualTo(new SessionRequest(
                        Optional.empty(), Optional.empty(), Optional.empty(), SessionAction.SIGN_OUT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'login': true}",
                "{'uid': '1', 'accesstoken': 'a', 'login': true}",
                "{'di': '5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10', 'accesstoken': 'a', 'login': true}",
                "{'uid': '1', 'di': '5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10', 'login': true}",
                "{'uid': '', 'di': '5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10', 'accesstoken': 'a', 'login': true}",
                "{'uid': '1', 'di': 'me', 'accesstoken': 'a', 'login': true}",
                "{'uid': '1', 'di': 'me', 'accesstoken': 'a', 'login': false}",
                "{'uid': '1', 'di': '5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10', 'accesstoken': 'a'}",
                "{'uid': '1', 'di': '5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10', 'accesstoken': 'a', 'login': 1}",
                "{'uid': '1', 'di': '5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10', 'accesstoken': 'a', 'login': null}"
            })
    void a_request_that_cannot_be_understood_is_refused(String json) {
        assertThatThrownBy(() -> SessionRequest.CODEC.decode(Body.of(json))).isInstanceOf(PayloadException.class);
    }

    @Test
    void the_answer_says_how_long_the_session_lasts() throws Exception {
        assertThat(SignInAnswer.CODEC.decode(Body.of("{'expiresin': 3480, 'x': 1}")))
                .isEqualTo(new SignInAnswer(Optional.of(Duration.ofSeconds(3480))));
        assertThat(SignInAnswer.CODEC.decode(Body.of("{'expiresin': -1}")))
                .isEqualTo(new SignInAnswer(Optional.empty()));
        assertThat(Body.toJson(SignInAnswer.CODEC.encode(new SignInAnswer(Optional.empty()))))
                .isEqualTo("{'expiresin':-1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'expiresin': '1'}", "{'expiresin': 1.5}", "[]"})
    void an_answer_that_does_not_say_so_is_refused(String json) {
        assertThatThrownBy(() -> SignInAnswer.CODEC.decode(Body.of(json))).isInstanceOf(PayloadException.class);
    }
}
