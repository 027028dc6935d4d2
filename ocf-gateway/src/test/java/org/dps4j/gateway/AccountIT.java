package org.dps4j.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dps4j.gateway.GatewayDirectory.OWNER;
import static org.dps4j.gateway.ScriptedDevice.ACCOUNT;
import static org.dps4j.gateway.ScriptedDevice.DIRECTORY;
import static org.dps4j.gateway.ScriptedDevice.SESSION;
import static org.dps4j.gateway.ScriptedDevice.expect;
import static org.dps4j.gateway.ScriptedDevice.post;
import static org.dps4j.gateway.ScriptedDevice.request;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.coap.CloseReason;
import org.dps4j.protocol.payload.account.RefreshAnswer;
import org.dps4j.protocol.payload.account.SignUpAnswer;
import org.dps4j.protocol.payload.session.SessionAction;
import org.dps4j.protocol.payload.session.SignInAnswer;
import org.dps4j.testkit.leak.LeakCheck;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Sign-up, sign-in, refresh, sign-out and sign-off over real TLS. */
@Timeout(60)
class AccountIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterEachTest("h2-", "MVStore");

    private static final UUID ID = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10");
    private static final UUID OTHER = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f11");

    @TempDir
    Path directory;

    private GatewayDirectory files;
    private Gateway gateway;
    private ScriptedDevice device;

    @BeforeEach
    void start() throws Exception {
        files = new GatewayDirectory(directory);
        gateway = Gateway.start(files.config());
        device = new ScriptedDevice(gateway, ID, files.device(ID));
        device.connect();
    }

    @AfterEach
    void stop() {
        device.close();
        gateway.close();
    }

    @Test
    void a_device_signs_up_and_in_and_learns_how_long_both_last() throws Exception {
        SignUpAnswer tokens = device.signUp(files.token());

        assertThat(tokens.userId()).isEqualTo(OWNER);
        assertThat(tokens.expiresIn()).contains(Duration.ofHours(1));
        assertThat(tokens.accessToken().size()).isEqualTo(43);
        assertThat(tokens.refreshToken()).isNotEqualTo(tokens.accessToken());
        assertThat(tokens.redirect()).isEmpty();
        Response signedIn = expect(ResponseCode.CHANGED, device.signIn(OWNER, tokens.accessToken()));
        assertThat(signedIn.getOptions().getContentFormat()).isEqualTo(10000);
        assertThat(SignInAnswer.CODEC.decode(signedIn.getPayload()).expiresIn().orElseThrow())
                .isBetween(Duration.ofMinutes(57), Duration.ofMinutes(58));
    }

    @Test
    void a_sign_up_token_is_the_one_devices_that_brought_it_until_it_signs_in() {
        Secret token = files.token();
        SignUpAnswer first = device.signUp(token);
        assertThat(device.signUp(token)).isEqualTo(first);
        device.connect();
        SignUpAnswer again = device.signUp(token);
        assertThat(again.accessToken()).isNotEqualTo(first.accessToken());
        try (ScriptedDevice other = new ScriptedDevice(gateway, OTHER, files.device(OTHER))) {
            other.connect();
            refused(other, ResponseCode.UNAUTHORIZED, other.trySignUp(OTHER, token));
        }
        expect(ResponseCode.CHANGED, device.signIn(OWNER, again.accessToken()));

        device.connect();

        refused(device, ResponseCode.UNAUTHORIZED, device.trySignUp(ID, token));
        device.connect();
        device.signUp(files.token());
    }

    @Test
    void a_token_must_be_signed_by_a_known_key_be_valid_and_be_for_this_device() throws Exception {
        refusedToken(Secret.ofText("no-token"));
        refusedToken(GatewayDirectory.token(
                GatewayDirectory.claims(OWNER),
                new ECKeyGenerator(Curve.P_256).keyID("k1").generate()));
        refusedToken(
                files.token(GatewayDirectory.claims(OWNER).expirationTime(new java.util.Date(1_000_000_000_000L))));
        refusedToken(files.token(GatewayDirectory.claims(OWNER).expirationTime(null)));
        refusedToken(files.token(GatewayDirectory.claims(OWNER).subject(null)));
        refusedToken(files.token(GatewayDirectory.claims(OWNER).claim("https://plgd.dev/deviceId", OTHER.toString())));

        device.connect();
        device.signUp(files.token(GatewayDirectory.claims(OWNER).claim("https://plgd.dev/deviceId", ID.toString())));
    }

    @Test
    void a_key_set_out_of_reach_is_no_fault_of_the_device() throws Exception {
        Files.delete(directory.resolve("jwks.json"));

        Response response = device.trySignUp(ID, files.token());

        refused(device, ResponseCode.SERVICE_UNAVAILABLE, response);
    }

    @Test
    void a_device_speaks_for_the_id_in_its_certificate_only() {
        refused(device, ResponseCode.UNAUTHORIZED, device.trySignUp(OTHER, files.token()));
    }

    @Test
    void a_device_belongs_to_one_owner() {
        device.signUp(files.token());
        device.connect();

        Response response = device.trySignUp(ID, files.token(GatewayDirectory.claims("owner-2")));

        refused(device, ResponseCode.UNAUTHORIZED, response);
    }

    @Test
    void only_the_tokens_and_the_owner_of_the_device_sign_it_in() {
        SignUpAnswer tokens = device.signUp(files.token());
        try (ScriptedDevice other = new ScriptedDevice(gateway, OTHER, files.device(OTHER))) {
            other.connect();
            other.signUp(files.token());
            refused(other, ResponseCode.UNAUTHORIZED, other.signIn(OWNER, tokens.accessToken()));
        }
        refused(device, ResponseCode.UNAUTHORIZED, device.signIn("owner-2", tokens.accessToken()));
        device.connect();
        refused(device, ResponseCode.UNAUTHORIZED, device.signIn(OWNER, tokens.refreshToken()));
        device.connect();
        expect(ResponseCode.CHANGED, device.signIn(OWNER, tokens.accessToken()));
    }

    @Test
    void a_refresh_brings_new_tokens_and_the_old_ones_stay_until_the_next_sign_in() throws Exception {
        SignUpAnswer tokens = device.signUp(files.token());
        byte[] first = expect(ResponseCode.CHANGED, device.refresh(OWNER, tokens.refreshToken()))
                .getPayload();
        assertThat(expect(ResponseCode.CHANGED, device.refresh(OWNER, tokens.refreshToken()))
                        .getPayload())
                .isEqualTo(first);
        device.connect();
        RefreshAnswer fresh =
                RefreshAnswer.CODEC.decode(expect(ResponseCode.CHANGED, device.refresh(OWNER, tokens.refreshToken()))
                        .getPayload());
        expect(ResponseCode.CHANGED, device.signIn(OWNER, fresh.accessToken()));

        Response old = device.refresh(OWNER, tokens.refreshToken());

        refused(device, ResponseCode.UNAUTHORIZED, old);
        device.connect();
        refused(device, ResponseCode.UNAUTHORIZED, device.signIn(OWNER, tokens.accessToken()));
        device.connect();
        expect(ResponseCode.CHANGED, device.refresh(OWNER, fresh.refreshToken()));
    }

    @Test
    void a_device_that_signs_out_is_still_registered() {
        SignUpAnswer tokens = device.signUp(files.token());
        expect(ResponseCode.CHANGED, device.signIn(OWNER, tokens.accessToken()));

        Response response = device.session(OWNER, tokens.accessToken(), SessionAction.SIGN_OUT);

        assertThat(expect(ResponseCode.CHANGED, response).getPayload()).containsExactly(0xa0);
        expect(ResponseCode.CHANGED, device.signIn(OWNER, tokens.accessToken()));
    }

    @Test
    void a_device_signs_off_with_its_token_or_while_it_is_signed_in() {
        SignUpAnswer tokens = device.signUp(files.token());
        String token = "accesstoken=" + tokens.accessToken().revealText();
        refused(
                device,
                ResponseCode.BAD_REQUEST,
                device.send(request(Code.DELETE, ACCOUNT, "uid=" + OWNER, "di=" + ID)));
        device.connect();
        refused(
                device,
                ResponseCode.UNAUTHORIZED,
                device.send(request(Code.DELETE, ACCOUNT, "uid=" + OWNER, "di=" + ID, "accesstoken=x")));
        device.connect();
        expect(ResponseCode.DELETED, device.send(request(Code.DELETE, ACCOUNT, "uid=" + OWNER, "di=" + ID, token)));
        refused(device, ResponseCode.UNAUTHORIZED, device.signIn(OWNER, tokens.accessToken()));
        device.connect();
        SignUpAnswer again = device.signUp(files.token());
        expect(ResponseCode.CHANGED, device.signIn(OWNER, again.accessToken()));

        expect(ResponseCode.DELETED, device.send(request(Code.DELETE, ACCOUNT, "uid=" + OWNER, "di=" + ID)));

        assertThat(device.closeReason()).isInstanceOf(CloseReason.ClosedByPeer.class);
    }

    @Test
    void bad_bodies_and_methods_get_their_codes() {
        refused(device, ResponseCode.BAD_REQUEST, device.send(post(ACCOUNT, new byte[] {(byte) 0xa0})));
        device.connect();
        refused(device, ResponseCode.BAD_REQUEST, device.send(post(SESSION, new byte[] {0x61})));
        device.connect();
        refused(device, ResponseCode.NOT_FOUND, device.send(request(Code.GET, ACCOUNT)));
        device.connect();
        refused(device, ResponseCode.NOT_FOUND, device.send(request(Code.DELETE, SESSION)));
    }

    @Test
    void before_sign_in_everything_else_is_refused_and_ends_the_connection() {
        refused(device, ResponseCode.UNAUTHORIZED, device.send(request(Code.GET, DIRECTORY)));
        device.connect();
        refused(device, ResponseCode.UNAUTHORIZED, device.send(request(Code.GET, "no/such/thing")));
        device.connect();
        expect(ResponseCode.CONTENT, device.send(request(Code.GET, "x.plgd.dev/time")));
        expect(ResponseCode.CONTENT, device.send(request(Code.GET, "x.plgd.dev/time")));
    }

    @Test
    void unknown_providers_are_refused_where_some_are_named() throws Exception {
        try (Gateway strict =
                        Gateway.start(files.config(files.yaml().replace("tokens:", "tokens:\n  providers: [mine]")));
                ScriptedDevice other = new ScriptedDevice(strict, OTHER, files.device(OTHER))) {
            other.connect();
            refused(other, ResponseCode.UNAUTHORIZED, other.trySignUp(OTHER, files.token()));
        }
    }

    @Test
    void there_is_room_for_so_many_devices() throws Exception {
        try (Gateway small = Gateway.start(files.config(files.yaml() + "devices:\n  maxDevices: 1\n"));
                ScriptedDevice first = new ScriptedDevice(small, ID, files.device(ID));
                ScriptedDevice second = new ScriptedDevice(small, OTHER, files.device(OTHER))) {
            first.connect();
            first.signUp(files.token());
            second.connect();

            refused(second, ResponseCode.SERVICE_UNAVAILABLE, second.trySignUp(OTHER, files.token()));
        }
    }

    @Test
    void a_sign_in_ends_with_its_token() throws Exception {
        try (Gateway brief = Gateway.start(files.config(files.yaml().replace("tokens:", "tokens:\n  lifetime: 2s")));
                ScriptedDevice other = new ScriptedDevice(brief, OTHER, files.device(OTHER))) {
            other.connect();
            SignUpAnswer tokens = other.signUp(files.token());
            expect(ResponseCode.CHANGED, other.signIn(OWNER, tokens.accessToken()));

            assertThat(other.closeReason()).isInstanceOf(CloseReason.ClosedByPeer.class);
            other.connect();
            refused(other, ResponseCode.UNAUTHORIZED, other.signIn(OWNER, tokens.accessToken()));
            other.connect();
            expect(ResponseCode.CHANGED, other.refresh(OWNER, tokens.refreshToken()));
        }
    }

    private void refusedToken(Secret token) {
        device.connect();
        Response response = device.trySignUp(ID, token);
        refused(device, ResponseCode.UNAUTHORIZED, response);
        assertThat(response.getPayloadString()).doesNotContain(token.revealText());
    }

    private static void refused(ScriptedDevice device, ResponseCode code, Response response) {
        expect(code, response);
        assertThat(response.getOptions().hasContentFormat()).isFalse();
        assertThat(Optional.of(device.closeReason())).containsInstanceOf(CloseReason.ClosedByPeer.class);
    }
}
