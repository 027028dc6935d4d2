package org.dps4j.demo.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dps4j.demo.RunningProgram;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.dps.retry.RetryTable;
import org.dps4j.protocol.coap.CoapConnection;
import org.dps4j.protocol.coap.CoapTcpClient;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.protocol.coap.OcfOptions;
import org.dps4j.protocol.coap.TlsIdentity;
import org.dps4j.protocol.coap.TlsOptions;
import org.dps4j.protocol.payload.credential.CredentialsRequest;
import org.dps4j.protocol.pki.Pem;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every byte that a provisioning leaves behind or shows, at both ends, searched for every secret that took part in it. */
@Timeout(120)
class SecretsIT {

    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir
    Path directory;

    private final Map<String, byte[]> left = new LinkedHashMap<>();
    private final Needles secrets = new Needles();
    private NettyLoops loops;
    private Site site;
    private InetSocketAddress address;
    private RunningProgram service;

    @BeforeEach
    void start() throws IOException {
        loops = NettyLoops.start("hold-device", 1);
        byte[] sharedKey = new byte[16];
        new SecureRandom().nextBytes(sharedKey);
        Files.write(directory.resolve("psk.bin"), sharedKey);
        secrets.secret("the pre-shared key", sharedKey);
        site = new Site(directory).recordingIn("data/records").withGroupOption("preSharedKeyFile: psk.bin");
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
        }
        Path program = RunningProgram.tree().resolve("dps-service/target/dist/bin/dps-service");
        service = RunningProgram.start(
                directory, Map.of(), program, "--config", site.configFile(address.getPort()), "--log-level", "TRACE");
        service.awaitLine("coaps\\+tcp://127.0.0.1:" + address.getPort());
    }

    @AfterEach
    void close() {
        service.close();
        loops.close();
    }

    @Test
    void no_key_and_no_token_is_stored_logged_or_shown() throws Exception {
        TestCertificate own = site.factory.device("device 1").mint();
        secrets.key("the manufacturer's key of the device", own.privateKey());
        for (String file : List.of("identity-ca-key.pem", "server-key.pem", "data/token-key.pem")) {
            secrets.key(file, Pem.privateKey(Files.readString(directory.resolve(file))));
        }

        provision(own);
        sendPrivateKeyInsteadOfRequest(own);
        provisionStranger();
        for (String document : List.of("/health", "/.well-known/jwks.json", "/.well-known/openid-configuration")) {
            left.put(document, get(document));
        }
        await("records are written")
                .atMost(SOON)
                .until(() -> ServiceHealthPage.of(service).count("records.waiting") == 0);
        service.signal("TERM");
        assertThat(service.awaitExit()).isZero();
        left.put("the log of the service", bytes(service.output()));
        try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("token-key.pem")) {
                    left.put(file.getFileName().toString(), Files.readAllBytes(file));
                }
            }
        }

        assertThat(left).hasSizeGreaterThan(8).containsKey("records.mv.db");
        assertThat(service.output()).contains(" DEBUG ", "device 'stranger' refused");
        left.forEach((place, content) ->
                assertThat(secrets.foundIn(content)).as("in " + place).isEmpty());
    }

    private void provision(TestCertificate own) {
        try (HeldDevice device = device(own)) {
            device.start().awaitProvisioned();
            String token =
                    device.state().cloud().access().orElseThrow().accessToken().revealText();
            secrets.text("the access token", token);
            secrets.text("the signature of the access token", token.substring(token.lastIndexOf('.') + 1));
            secrets.key("the identity key of the device", device.state().key().privateKey());
            keep("device", device);
        }
    }

    private void provisionStranger() {
        TestCertificate stranger =
                TestPki.root("Nobody").mint().device("stranger").mint();
        secrets.key("the stranger's key", stranger.privateKey());
        try (HeldDevice device = device(stranger)) {
            device.start().awaitFailure(1);
            keep("stranger", device);
        }
    }

    private void keep(String name, HeldDevice device) {
        left.put("log of the " + name, bytes(String.join("\n", device.said())));
        left.put("failures of the " + name, bytes(device.client().failures().toString()));
        left.put("snapshot of the " + name, bytes(device.client().snapshot().toString()));
        left.put("state of the " + name, bytes(device.state().toString()));
    }

    /** What a device with a defect might do. */
    private void sendPrivateKeyInsteadOfRequest(TestCertificate own) throws Exception {
        try (CoapTcpClient client = CoapTcpClient.builder(loops.next())
                .tls(TlsOptions.of(new TlsIdentity(own.chain(), own.privateKey()), (chain, attachments) -> {}))
                .build()) {
            CoapConnection connection = client.connect(URI.create("coaps+tcp://127.0.0.1:" + address.getPort()))
                    .get(SOON.toSeconds(), TimeUnit.SECONDS);
            Request request = new Request(Code.POST);
            request.getOptions().setUriPath("api/v1/provisioning/credentials");
            OcfOptions.setPayload(
                    request,
                    CredentialsRequest.CODEC.encode(
                            new CredentialsRequest(Optional.empty(), Pem.encode(own.privateKey()), Optional.empty())));
            Response answer = connection.send(request, SOON).get(SOON.toSeconds(), TimeUnit.SECONDS);
            assertThat(answer.getCode()).isEqualTo(ResponseCode.BAD_REQUEST);
            left.put("the answer to a private key", bytes(answer.getPayloadString()));
        }
    }

    private byte[] get(String path) throws IOException {
        URLConnection connection = URI.create(service.awaitLine("health at (\\S+)/health") + path)
                .toURL()
                .openConnection();
        connection.setRequestProperty("Connection", "close");
        connection.setConnectTimeout((int) SOON.toMillis());
        connection.setReadTimeout((int) SOON.toMillis());
        try (InputStream answer = connection.getInputStream()) {
            return answer.readAllBytes();
        }
    }

    private HeldDevice device(TestCertificate own) {
        return HeldDevice.open(
                loops.next(),
                new MemoryDeviceStore(),
                own,
                site.serviceRoot.certificate(),
                RetryTable.ofSeconds(2),
                address);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
