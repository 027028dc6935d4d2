package org.dps4j.demo.crowd;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.Platform;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.CloudListener;
import org.dps4j.device.cloud.client.CloudSettings;
import org.dps4j.device.cloud.client.OcfCloudClient;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.security.Change;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.device.server.DeviceResources;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.loop.Loop;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.acl.AccessControlEntry;
import org.dps4j.protocol.payload.acl.AceResource;
import org.dps4j.protocol.payload.acl.AceSubject;
import org.dps4j.protocol.payload.acl.Permission;
import org.dps4j.protocol.payload.acl.WildcardKind;
import org.dps4j.protocol.payload.cloud.CloudConfigurationAnswer;
import org.dps4j.protocol.payload.credential.Credential;
import org.dps4j.protocol.payload.credential.CredentialUsage;
import org.dps4j.protocol.payload.credential.PublicData;
import org.dps4j.protocol.payload.credential.Subject;
import org.dps4j.protocol.pki.Pem;
import org.dps4j.service.config.TokenSettings;
import org.dps4j.service.token.LocalTokenIssuer;
import org.dps4j.service.token.TokenKey;
import org.dps4j.testkit.pki.PrivateKeyFormat;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;

/** A gateway in a process of its own, and devices that were provisioned for it. */
final class JoiningSite implements AutoCloseable {

    private static final UUID HUB = UUID.fromString("2d5b1c8e-6f0a-4c3e-9a57-d1f5c0a4b001");
    private static final UUID OWNER = UUID.fromString("7c1b9f0e-52a5-4d0d-8f0c-5a1e9d3b2c44");
    private static final Pattern LISTENS =
            Pattern.compile("devices at (coaps\\+tcp://127\\.0\\.0\\.1:\\d+), people at (http://\\S+/)#");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_LINES = 100;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path program;
    private final Path directory;
    private final TestAuthority root;
    private final LocalTokenIssuer tokens;
    private final Deque<String> lastLines = new ConcurrentLinkedDeque<>();
    private Process gateway;
    private URI address;
    private URI page;

    /** Where the gateway keeps what it knows. */
    enum Keeping {
        IN_MEMORY("memory"),
        IN_A_FILE("data/gateway");

        private final String file;

        Keeping(String file) {
            this.file = file;
        }
    }

    /** Starts the gateway {@code program}; its files go to {@code directory}. */
    JoiningSite(Path program, Path directory, Keeping keeping) throws IOException {
        this.program = program;
        this.directory = directory;
        this.root = TestPki.root("Identity root").mint();
        TestCertificate certificate = root.identity(HUB).mint();
        TokenKey key = TokenKey.load(directory.resolve("token-key.pem"));
        this.tokens = new LocalTokenIssuer(
                key,
                "http://service",
                new TokenSettings(
                        directory.resolve("token-key.pem"),
                        Optional.empty(),
                        TokenSettings.DEFAULT_LIFETIME,
                        TokenSettings.DEFAULT_OWNER_CLAIM,
                        TokenSettings.DEFAULT_DEVICE_ID_CLAIM,
                        TokenSettings.DEFAULT_CLIENT_ID),
                Instant::now,
                Runnable::run);
        Files.writeString(directory.resolve("gateway.pem"), certificate.chainPem());
        Files.writeString(directory.resolve("gateway-key.pem"), certificate.privateKeyPem(PrivateKeyFormat.PKCS8));
        Files.writeString(directory.resolve("root.pem"), root.pem());
        Files.writeString(directory.resolve("jwks.json"), key.jwks());
        Files.writeString(config(), """
                coap:
                  address: 127.0.0.1:0
                  certificateFile: gateway.pem
                  keyFile: gateway-key.pem
                  trustedFile: root.pem
                http:
                  address: 127.0.0.1:0
                tokens:
                  jwks: jwks.json
                  providers: [plgd.dps]
                store:
                  file: %s
                """.formatted(keeping.file));
        startGateway();
    }

    private Path config() {
        return directory.resolve("gateway.yaml");
    }

    private void startGateway() throws IOException {
        gateway = new ProcessBuilder(program.toAbsolutePath().toString(), "--config", config().toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader output = gateway.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher listens = LISTENS.matcher(line);
            if (listens.find()) {
                address = URI.create(listens.group(1));
                page = URI.create(listens.group(2));
                // a full pipe would stop the gateway
                var unused = CompletableFuture.runAsync(() -> output.lines().forEach(this::keep));
                return;
            }
            said.append(line).append('\n');
        }
        throw new IOException("the gateway ended without saying where it listens: " + said);
    }

    private void keep(String line) {
        lastLines.addLast(line);
        while (lastLines.size() > MOST_LINES) {
            lastLines.pollFirst();
        }
    }

    /** What the gateway wrote last. */
    String lastLines() {
        return String.join("\n", lastLines);
    }

    /** Ends the gateway as a power cut does. */
    void killGateway() {
        gateway.destroyForcibly().onExit().join();
    }

    /** Starts it again with the files it left, at the address its devices know. */
    void startGatewayAgain() throws IOException {
        String settings = Files.readString(config());
        Files.writeString(config(), settings.replaceFirst("127.0.0.1:0", "127.0.0.1:" + address.getPort()));
        startGateway();
    }

    /** What the gateway answers to a question, in JSON. */
    String ask(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) page.resolve(path).toURL().openConnection();
        connection.setReadTimeout(20_000);
        connection.setRequestProperty("Connection", "close");
        String token = Files.readString(directory.resolve("data/api-token")).strip();
        connection.setRequestProperty("Authorization", "Bearer " + token);
        try (InputStream answer = connection.getInputStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A new device with a light, which was provisioned and now joins, as {@code listener} hears. */
    OcfCloudClient join(Loop loop, CloudListener listener) throws Exception {
        DeviceState state = provisionedDevice();
        Device device =
                Device.open(loop, new MemoryDeviceStore(), () -> state).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        DeviceResources resources = DeviceResources.of(device);
        resources.add(Resource.at("/light/1")
                .type("core.light")
                .onGet(request -> new MapWriter().truth("state", true).toMap())
                .build());
        OcfCloudClient client = OcfCloudClient.of(resources, CloudSettings.DEFAULTS);
        client.addListener(listener);
        client.start(state.id(), state.cloud(), state.identity().orElseThrow())
                .toCompletableFuture()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return client;
    }

    private DeviceState provisionedDevice() {
        UUID id = UUID.randomUUID();
        DeviceKey key = DeviceKey.generate(RANDOM);
        DeviceState owned = DeviceState.fresh(id, "lamp", new Platform(id, "maker", "oic.d.light"), key)
                .takeOwnership(OWNER)
                .withCloud(CloudConfiguration.of(new CloudConfigurationAnswer(
                        tokens.issue(OWNER.toString(), id).toCompletableFuture().join(),
                        "plgd.dps",
                        address,
                        HUB,
                        List.of(),
                        Optional.empty())));
        Credential identity = Credential.ofCertificates(
                        new Subject.Device(id),
                        CredentialUsage.IDENTITY_CERTIFICATE,
                        PublicData.ofPem(Pem.encode(root.identity(id).mintFor(key.publicKey()))))
                .withTag("dps");
        Credential anchor = Credential.ofCertificates(
                        new Subject.Anyone(), CredentialUsage.TRUST_ANCHOR, PublicData.ofPem(root.pem()))
                .withTag("dps");
        AccessControlEntry all = AccessControlEntry.of(
                        new AceSubject.DeviceSubject(HUB),
                        List.of(
                                new AceResource.Wildcard(WildcardKind.ALL, List.of()),
                                new AceResource.Href("/oic/res", List.of()),
                                new AceResource.Href("/oic/d", List.of()),
                                new AceResource.Href("/oic/p", List.of())),
                        Permission.all())
                .withTag("dps");
        return value(value(owned.replaceCredentials(List.of(identity, anchor), Instant.now(), Duration.ZERO))
                .replaceAccessRules(List.of(all)));
    }

    private static DeviceState value(Change<DeviceState> change) {
        return ((Change.Applied<DeviceState>) change).value();
    }

    @Override
    public void close() {
        gateway.destroy();
        try {
            if (!gateway.waitFor(10, TimeUnit.SECONDS)) {
                gateway.destroyForcibly();
            }
        } catch (InterruptedException e) {
            gateway.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
