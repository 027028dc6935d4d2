package org.dps4j.demo.crowd;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dps4j.device.DeviceState;
import org.dps4j.device.Platform;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.security.Change;
import org.dps4j.device.security.DeviceKey;
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
    private static final Pattern ADDRESS = Pattern.compile("coaps\\+tcp:/+127\\.0\\.0\\.1:(\\d+)");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TestAuthority root;
    private final LocalTokenIssuer tokens;
    private final Process gateway;
    private final URI address;

    private JoiningSite(TestAuthority root, LocalTokenIssuer tokens, Process gateway, URI address) {
        this.root = root;
        this.tokens = tokens;
        this.gateway = gateway;
        this.address = address;
    }

    /** Starts the gateway {@code program}; its files go to {@code directory}. */
    static JoiningSite start(Path program, Path directory) throws Exception {
        TestAuthority root = TestPki.root("Identity root").mint();
        TestCertificate certificate = root.identity(HUB).mint();
        TokenKey key = TokenKey.load(directory.resolve("token-key.pem"));
        Files.writeString(directory.resolve("gateway.pem"), certificate.chainPem());
        Files.writeString(directory.resolve("gateway-key.pem"), certificate.privateKeyPem(PrivateKeyFormat.PKCS8));
        Files.writeString(directory.resolve("root.pem"), root.pem());
        Files.writeString(directory.resolve("jwks.json"), key.jwks());
        Path config = Files.writeString(directory.resolve("gateway.yaml"), """
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
                  file: memory
                """);
        Process gateway = new ProcessBuilder(program.toAbsolutePath().toString(), "--config", config.toString())
                .redirectErrorStream(true)
                .start();
        LocalTokenIssuer tokens = new LocalTokenIssuer(
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
        return new JoiningSite(root, tokens, gateway, address(gateway));
    }

    private static URI address(Process gateway) throws IOException {
        BufferedReader output = gateway.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                // a full pipe would stop the gateway
                var unused = CompletableFuture.runAsync(() -> output.lines().forEach(more -> {}));
                return URI.create("coaps+tcp://127.0.0.1:" + address.group(1));
            }
            said.append(line).append('\n');
        }
        throw new IOException("the gateway ended without saying where it listens: " + said);
    }

    /** The state of a new device that was wholly provisioned and has not joined yet. */
    DeviceState provisionedDevice() {
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
