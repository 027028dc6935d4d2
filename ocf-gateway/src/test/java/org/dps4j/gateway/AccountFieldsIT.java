package org.dps4j.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dps4j.gateway.ScriptedDevice.post;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.coap.CloseReason;
import org.dps4j.protocol.payload.account.SignUpAnswer;
import org.dps4j.protocol.payload.session.SessionAction;
import org.dps4j.testkit.leak.LeakCheck;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Each request about an account, with each of its fields missing and empty. */
@Timeout(60)
class AccountFieldsIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterEachTest("h2-", "MVStore");

    private static final UUID ID = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10");
    private static final String OWNER = GatewayDirectory.OWNER;

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
    }

    @AfterEach
    void stop() {
        device.close();
        gateway.close();
    }

    @Test
    void a_sign_up_without_device_or_token_is_a_bad_request() {
        eachIsNeeded(
                "oic/sec/account",
                Map.of("di", ID.toString(), "accesstoken", files.token().revealText()));
    }

    @Test
    void a_sign_in_without_user_device_or_token_is_a_bad_request() {
        device.connect();
        String access = device.signUp(files.token()).accessToken().revealText();

        eachIsNeeded("oic/sec/session", Map.of("uid", OWNER, "di", ID.toString(), "accesstoken", access));
    }

    @Test
    void a_refresh_without_user_device_or_token_is_a_bad_request() {
        device.connect();
        String refresh = device.signUp(files.token()).refreshToken().revealText();

        eachIsNeeded("oic/sec/tokenrefresh", Map.of("uid", OWNER, "di", ID.toString(), "refreshtoken", refresh));
    }

    @Test
    void a_sign_out_takes_what_is_missing_from_the_session_and_needs_one() {
        byte[] nothing = new MapWriter().truth("login", false).toBytes();
        device.connect();
        refused(ResponseCode.BAD_REQUEST, device.send(post("oic/sec/session", nothing)));
        device.connect();
        SignUpAnswer tokens = device.signUp(files.token());
        refused(ResponseCode.UNAUTHORIZED, device.session(OWNER, tokens.refreshToken(), SessionAction.SIGN_OUT));
        device.connect();
        assertThat(device.signIn(OWNER, tokens.accessToken()).getCode()).isEqualTo(ResponseCode.CHANGED);

        Response signedOut = device.send(post("oic/sec/session", nothing));

        assertThat(signedOut.getCode()).isEqualTo(ResponseCode.CHANGED);
        refused(ResponseCode.BAD_REQUEST, device.send(post("oic/sec/session", nothing)));
    }

    private void eachIsNeeded(String path, Map<String, String> whole) {
        for (String name : whole.keySet()) {
            Map<String, String> without = new LinkedHashMap<>(whole);
            without.remove(name);
            device.connect();
            refused(ResponseCode.BAD_REQUEST, device.send(post(path, body(without))));
            without.put(name, "");
            device.connect();
            refused(ResponseCode.BAD_REQUEST, device.send(post(path, body(without))));
        }
    }

    private static byte[] body(Map<String, String> fields) {
        MapWriter body = new MapWriter().text("authprovider", "any").truth("login", true);
        fields.forEach(body::text);
        return body.toBytes();
    }

    private void refused(ResponseCode code, Response response) {
        assertThat(response.getCode()).as(response.getPayloadString()).isEqualTo(code);
        assertThat(device.closeReason()).isInstanceOf(CloseReason.ClosedByPeer.class);
    }
}
