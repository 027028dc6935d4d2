package org.dps4j.protocol.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.payload.account.RefreshRequest;
import org.dps4j.protocol.payload.account.SignOffQuery;
import org.dps4j.protocol.payload.account.SignUpRequest;
import org.dps4j.protocol.payload.directory.PublishRequest;
import org.dps4j.protocol.payload.link.LinkPolicy;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.dps4j.protocol.payload.session.SessionRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a real device says to its cloud. */
class RealCloudMessagesTest {

    static Stream<RealMessage> sign_ups() {
        return requests("POST", "/oic/sec/account");
    }

    static Stream<RealMessage> publications() {
        return requests("POST", "/oic/rd");
    }

    static Stream<RealMessage> sign_offs() {
        return requests("DELETE", "/oic/sec/account");
    }

    private static Stream<RealMessage> requests(String method, String path) {
        return RealMessage.all().stream()
                .filter(its -> its.isFrom("request of the device")
                        && its.path().equals(path)
                        && its.json().path("method").asText().equals(method));
    }

    @ParameterizedTest
    @MethodSource("sign_ups")
    void a_sign_up_is_read_and_written_as_the_same(RealMessage message) throws Exception {
        SignUpRequest request = SignUpRequest.CODEC.decode(message.body());

        assertThat(request)
                .isEqualTo(new SignUpRequest(
                        device(message),
                        Optional.of("peer"),
                        Secret.ofText("code-" + device(message)),
                        Optional.empty()));
        assertThat(Body.toJson(SignUpRequest.CODEC.encode(request))).isEqualTo(Body.toJson(message.body()));
    }

    @Test
    void a_sign_in_is_read_and_written_as_the_same() throws Exception {
        RealMessage message = RealMessage.requestTo("/oic/sec/session");

        SessionRequest request = SessionRequest.CODEC.decode(message.body());

        assertThat(request)
                .isEqualTo(SessionRequest.signIn("1", device(message), Secret.ofText("access-" + device(message))));
        assertThat(Body.toJson(SessionRequest.CODEC.encode(request))).isEqualTo(Body.toJson(message.body()));
    }

    @Test
    void a_refresh_is_read_and_written_as_the_same() throws Exception {
        RealMessage message = RealMessage.requestTo("/oic/sec/tokenrefresh");

        RefreshRequest request = RefreshRequest.CODEC.decode(message.body());

        assertThat(request)
                .isEqualTo(new RefreshRequest(
                        "1", device(message), Optional.of("peer"), Secret.ofText("refresh-" + device(message))));
        assertThat(Body.toJson(RefreshRequest.CODEC.encode(request))).isEqualTo(Body.toJson(message.body()));
    }

    @ParameterizedTest
    @MethodSource("publications")
    void a_publication_is_read_and_written_as_the_same(RealMessage message) throws Exception {
        PublishRequest request = PublishRequest.CODEC.decode(message.body());

        assertThat(request.deviceId()).isEqualTo(device(message));
        assertThat(request.name()).contains("my-device");
        assertThat(request.timeToLive()).isEqualTo(Duration.ZERO);
        assertThat(request.links())
                .extracting(ResourceLink::href)
                .startsWith("/oic/d", "/oic/p", "/light/1", "/switches", "/oc/con");
        assertThat(request.links()).allSatisfy(link -> {
            assertThat(link.policy()).containsExactly(LinkPolicy.DISCOVERABLE, LinkPolicy.OBSERVABLE);
            assertThat(link.relations()).containsExactly("hosts");
        });
        assertThat(Body.toJson(PublishRequest.CODEC.encode(request))).isEqualTo(Body.toJson(message.body()));
    }

    @ParameterizedTest
    @MethodSource("sign_offs")
    void a_sign_off_is_read_and_written_as_the_same(RealMessage message) throws Exception {
        List<String> parts = Stream.of(message.json().path("options"))
                .flatMap(options -> options.valueStream())
                .filter(option -> option.path(0).asInt() == 15)
                .map(option -> new String(HexFormat.of().parseHex(option.path(1).asText()), UTF_8))
                .toList();

        SignOffQuery query = SignOffQuery.ofParts(parts);

        UUID device = query.deviceId().orElseThrow();
        assertThat(query)
                .isEqualTo(new SignOffQuery(
                        Optional.of("1"), Optional.of(device), Optional.of(Secret.ofText("access-" + device))));
        assertThat(query.toParts()).isEqualTo(parts);
    }

    private static UUID device(RealMessage message) {
        return UUID.fromString(message.payload().path("di").asText());
    }
}
