package org.dps4j.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dps4j.gateway.GatewayDirectory.OWNER;
import static org.dps4j.gateway.ScriptedDevice.expect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.dps4j.gateway.ScriptedResources.Discovery;
import org.dps4j.protocol.payload.account.RefreshAnswer;
import org.dps4j.protocol.payload.account.SignUpAnswer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as people start it. */
@Timeout(120)
class ProgramIT {

    private static final Path PROGRAM = Path.of("target/dist/bin/ocf-gateway").toAbsolutePath();
    private static final Pattern ADDRESSES =
            Pattern.compile("devices at coaps\\+tcp://127\\.0\\.0\\.1:(\\d+), people at (http://\\S+/)#");

    @TempDir
    Path directory;

    private GatewayDirectory files;
    private Process process;
    private int coapPort;
    private URI page;

    @BeforeEach
    void mint() {
        files = new GatewayDirectory(directory);
    }

    @AfterEach
    void stop() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    @Test
    void a_kill_at_any_moment_loses_no_device_and_doubles_none() throws Exception {
        start(files.yamlWithFile());
        Map<UUID, SignUpAnswer> tokens = new HashMap<>();
        List<ScriptedDevice> devices = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            UUID id = UUID.randomUUID();
            ScriptedDevice device = new ScriptedDevice(coapPort, id, files.device(id), Discovery.BATCH);
            devices.add(device);
            tokens.put(id, device.join(files.token()));
        }

        process.destroyForcibly().onExit().join();
        start(files.yamlWithFile().replaceFirst("127.0.0.1:0", "127.0.0.1:" + coapPort));

        for (ScriptedDevice device : devices) {
            device.connect();
            RefreshAnswer fresh = RefreshAnswer.CODEC.decode(expect(
                            ResponseCode.CHANGED,
                            device.refresh(OWNER, tokens.get(device.id).refreshToken()))
                    .getPayload());
            expect(ResponseCode.CHANGED, device.signIn(OWNER, fresh.accessToken()));
        }
        HttpCaller http = new HttpCaller(
                page, Files.readString(directory.resolve("data/api-token")).strip());
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(http.get("/health").body()).contains("\"devices\":10,\"online\":10"));
        String any = http.get("/api/v1/devices/" + devices.get(7).id).body();
        assertThat(any).contains("\"href\":\"/light/1\",\"published\":true");
        devices.forEach(ScriptedDevice::close);
    }

    @Test
    void it_stops_in_order_and_prints_no_secret() throws Exception {
        BufferedReader output = start(files.yamlWithFile());
        String token = Files.readString(directory.resolve("data/api-token")).strip();

        process.toHandle().destroy();

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(output.lines().toList())
                .last()
                .asString()
                .endsWith("ocf-gateway: stopped")
                .doesNotContain(token);
    }

    @Test
    void a_wrong_configuration_is_named_line_by_line() throws Exception {
        String yaml = files.yaml().replace("jwks: jwks.json", "jwk: jwks.json\n  lifetime: soon");
        Path file = files.write("ocf-gateway.yaml", yaml);

        run(file);

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "ocf-gateway: " + file + ":9: unknown key 'tokens.jwk', did you mean 'jwks'?",
                        "ocf-gateway: " + file
                                + ":10: tokens.lifetime: expected a duration such as 20s, 10m, 24h or PT20S, found 'soon'");
    }

    @Test
    void the_configuration_that_comes_with_it_has_no_wrong_key() throws Exception {
        String shipped = Files.readString(Path.of("src/main/dist/conf/ocf-gateway.yaml"))
                .replaceAll("(?m)^(\\s*)#([a-zA-Z]+: )", "$1$2")
                .replace(":5684", ":0")
                .replace(":8080", ":0");

        start(shipped);

        assertThat(new HttpCaller(page, "").get("/health").status()).isEqualTo(200);
    }

    private void run(Path file) throws IOException {
        process = new ProcessBuilder(PROGRAM.toString(), "--config", file.toString())
                .redirectErrorStream(true)
                .start();
    }

    /** Runs the program until it answers, and learns where. */
    private BufferedReader start(String yaml) throws IOException {
        run(files.write("ocf-gateway.yaml", yaml));
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            Matcher addresses = ADDRESSES.matcher(line);
            if (addresses.find()) {
                coapPort = Integer.parseInt(addresses.group(1));
                page = URI.create(addresses.group(2));
                return output;
            }
        }
        throw new AssertionError("the program ended: " + said);
    }
}
