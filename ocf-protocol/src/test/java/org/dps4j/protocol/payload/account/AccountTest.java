package org.dps4j.protocol.payload.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
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

class AccountTest {

    private static final String ANSWER =
            "{'accesstoken': 'a', 'uid': '1', 'refreshtoken': 'r', 'redirecturi': '', 'expiresin': 3600}";

    @Test
    void a_sign_up_is_written_like_the_reference_writes_it() {
        SignUpRequest request =
                new SignUpRequest(Sample.DEVICE, Optional.of("peer"), Secret.ofText("code"), Optional.empty());

        assertThat(Body.toJson(SignUpRequest.CODEC.encode(request)))
                .isEqualTo("{'di':'5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10','authprovider':'peer','accesstoken':'code',"
                        + "'devicetype':'device'}");
    }

    @Test
    void an_older_device_calls_its_token_an_authorization_code() throws Exception {
        SignUpRequest request = SignUpRequest.CODEC.decode(
                Body.of("{'di': '5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10', 'authcode': 'code'}"));

        assertThat(request)
                .isEqualTo(new SignUpRequest(Sample.DEVICE, Optional.empty(), Secret.ofText("code"), Optional.empty()));
    }

    @Test
    void the_answer_to_a_sign_up_says_nothing_of_a_redirect_by_an_empty_text() throws Exception {
        SignUpAnswer answer = new SignUpAnswer(
                Secret.ofText("a"), "1", Secret.ofText("r"), Optional.empty(), Optional.of(Duration.ofHours(1)));

        assertThat(Body.toJson(SignUpAnswer.CODEC.encode(answer))).isEqualTo(ANSWER.replaceAll("([:,]) ", "$1"));
        assertThat(SignUpAnswer.CODEC.decode(Body.of(ANSWER))).isEqualTo(answer);
        assertThat(SignUpAnswer.CODEC.decode(Body.of(ANSWER.replace("'redirecturi': '', ", ""))))
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({"-1", "-2147483648", "-2147483649", "-9223372036854775808"})
    void a_negative_lifetime_is_for_ever(long seconds) throws Exception {
        assertThat(SignUpAnswer.CODEC
                        .decode(Body.of(ANSWER.replace("3600", "" + seconds)))
                        .expiresIn())
                .isEmpty();
        assertThat(RefreshAnswer.CODEC
                        .decode(Body.of("{'accesstoken': 'a', 'refreshtoken': 'r', 'expiresin': " + seconds + "}"))
                        .expiresIn())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"4294967295", "4294967296", "9223372036854775807"})
    void a_lifetime_of_more_than_136_years_counts_as_that(long seconds) throws Exception {
        assertThat(SignUpAnswer.CODEC
                        .decode(Body.of(ANSWER.replace("3600", "" + seconds)))
                        .expiresIn())
                .contains(Duration.ofSeconds(4294967295L));
        assertThat(RefreshAnswer.CODEC
                        .decode(Body.of("{'accesstoken': 'a', 'refreshtoken': 'r', 'expiresin': " + seconds + "}"))
                        .expiresIn())
                .contains(Duration.ofSeconds(4294967295L));
    }

    @ParameterizedTest
    @CsvSource({"accesstoken", "uid", "refreshtoken", "expiresin"})
    void each_of_these_is_required_in_the_answer_to_a_sign_up(String name) {
        String missing = ANSWER.replace("'" + name + "'", "'other'");
        String empty = ANSWER.replaceFirst("'" + name + "': ('[^']*'|3600)", "'" + name + "': ''");

        for (String json : List.of(missing, empty)) {
            assertThatThrownBy(() -> SignUpAnswer.CODEC.decode(Body.of(json)))
                    .isInstanceOf(PayloadException.class)
                    .hasMessageStartingWith(name + ": ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'accesstoken': 'a', 'refreshtoken': 'r'}",
                "{'accesstoken': '', 'refreshtoken': 'r', 'expiresin': 1}",
                "{'accesstoken': 'a', 'refreshtoken': '', 'expiresin': 1}",
                "{'accesstoken': 'a', 'refreshtoken': 'r', 'expiresin': 1, 'redirecturi': 'nowhere'}",
                "{'accesstoken': 'a', 'refreshtoken': 'r', 'expiresin': '1'}"
            })
    void an_answer_to_a_refresh_that_cannot_be_used_is_refused(String json) {
        assertThatThrownBy(() -> RefreshAnswer.CODEC.decode(Body.of(json))).isInstanceOf(PayloadException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'uid': '', 'di': '5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10', 'refreshtoken': 'r'}",
                "{'uid': '1', 'di': 'x', 'refreshtoken': 'r'}",
                "{'uid': '1', 'di': '5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10', 'refreshtoken': ''}",
                "{'uid': '1', 'di': '5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10'}"
            })
    void a_refresh_that_cannot_be_understood_is_refused(String json) {
        assertThatThrownBy(() -> RefreshRequest.CODEC.decode(Body.of(json))).isInstanceOf(PayloadException.class);
    }

    @Test
    void the_grant_type_of_a_refresh_may_be_missing() throws Exception {
        String json = "{'uid': '1', 'di': '5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10', 'refreshtoken': 'r'}";

        assertThat(RefreshRequest.CODEC.decode(Body.of(json)))
                .isEqualTo(new RefreshRequest("1", Sample.DEVICE, Optional.empty(), Secret.ofText("r")));
    }

    @Test
    void a_sign_off_goes_there_and_back_as_a_query() throws Exception {
        SignOffQuery query =
                new SignOffQuery(Optional.of("1"), Optional.of(Sample.DEVICE), Optional.of(Secret.ofText("a=b")));

        assertThat(query.toParts()).containsExactly("uid=1", "di=" + Sample.DEVICE, "accesstoken=a=b");
        assertThat(SignOffQuery.ofParts(query.toParts())).isEqualTo(query);
        assertThat(SignOffQuery.ofParts(List.of("uid=1&di=" + Sample.DEVICE + "&accesstoken=a=b")))
                .isEqualTo(query);
        assertThat(query.toString()).doesNotContain("a=b");
    }

    @Test
    void a_sign_off_may_leave_everything_to_the_session() throws Exception {
        SignOffQuery nothing = new SignOffQuery(Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(SignOffQuery.ofParts(List.of())).isEqualTo(nothing);
        assertThat(SignOffQuery.ofParts(List.of("uid=", "di", "x=y"))).isEqualTo(nothing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"di=x", "uid=1&uid=2"})
    void a_sign_off_that_cannot_be_understood_is_refused(String part) {
        assertThatThrownBy(() -> SignOffQuery.ofParts(List.of(part))).isInstanceOf(PayloadException.class);
    }
}
