package org.dps4j.demo;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.Platform;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.client.CloudSettings;
import org.dps4j.device.cloud.client.OcfCloudClient;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.security.Change;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.device.server.DeviceResources;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.gateway.Gateway;
import org.dps4j.gateway.config.GatewayConfig;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.coap.NettyLoops;
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
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.pki.PrivateKeyFormat;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Our device joins our cloud with a token of our service: each of them knows the others by the wire alone. */
@Timeout(60)
class CloudJoinIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterEachTest();

    private static final String OWNER = "owner-1";
    private static final UUID HUB = UUID.fromString("2d5b1c8e-6f0a-4c3e-9a57-d1f5c0a4b001");

    @TempDir
    Path directory;

    private final TestAuthority root = TestPki.root("Identity root").mint();
    private final NettyLoops loops = NettyLoops.start("device", 1);
    private Gateway gateway;
    private DeviceResources resources;
    private OcfCloudClient client;
    private boolean on;

    @BeforeEach
    void join() throws Exception {
        gateway = Gateway.start(config());
        DeviceState provisioned = provisioned(token());
        Device device = Device.open(loops.next(), new MemoryDeviceStore(), () -> provisioned)
                .get(5, TimeUnit.SECONDS);
        resources = DeviceResources.of(device);
        resources.add(Resource.at("/light/1")
                .type("core.light")
                .onGet(request -> new MapWriter().truth("state", on).toMap())
                .onPost(request -> {
                    on = request.members().truth("state");
                    return ResourceAnswer.changed();
                })
                .build());
        client = OcfCloudClient.of(resources, CloudSettings.DEFAULTS);
        client.start(
                        device.state().id(),
                        device.state().cloud(),
                        device.state().identity().orElseThrow())
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() {
        client.close();
        loops.close();
        gateway.close();
    }

    @Test
    void a_light_is_switched_through_the_cloud_and_its_value_comes_back() {
        eventually("/resources/light/1", "\"content\":{\"state\":false");
        eventually("", "\"online\":true");
        eventually("", "\"href\":\"/oic/d\",\"published\":true");

        assertThat(call("POST", "/resources/light/1", "{\"state\":true}")).contains("\"code\":\"2.04\"");

        eventually("/resources/light/1", "\"content\":{\"state\":true");
        assertThat(call("GET", "/resources/light/1?interface=oic.if.baseline", ""))
                .contains("\"state\":true", "core.light");
    }

    @Test
    void it_is_renamed_through_the_cloud() {
        eventually("", "\"name\":\"lamp\"");

        assertThat(call("POST", "/resources/oc/con", "{\"n\":\"hall\"}")).contains("\"code\":\"2.04\"");

        eventually("", "\"name\":\"hall\"");
    }

    @Test
    void a_resource_that_goes_is_gone_in_the_cloud() {
        eventually("/resources/light/1", "\"content\":{\"state\":false");

        resources.remove("/light/1");

        eventually("/resources/light/1", "not-found");
    }

    @Test
    void a_device_that_signs_off_is_forgotten() throws Exception {
        eventually("", "\"online\":true");

        client.signOff(Duration.ofSeconds(3)).toCompletableFuture().get(10, TimeUnit.SECONDS);

        eventually("", "not-found");
    }

    @Test
    void a_device_that_was_removed_stays_away() {
        eventually("", "\"online\":true");

        call("DELETE", "", "");

        eventually("", "not-found");
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> !client.status().isOnline());
    }

    private DeviceState provisioned(Secret token) {
        UUID id = deviceId();
        DeviceKey key = DeviceKey.generate(new SecureRandom());
        DeviceState owned = DeviceState.fresh(id, "lamp", new Platform(id, "maker", "oic.d.light"), key)
                .takeOwnership(UUID.randomUUID())
                .withCloud(CloudConfiguration.of(new CloudConfigurationAnswer(
                        token,
                        "plgd.dps",
                        URI.create(
                                "coaps+tcp://127.0.0.1:" + gateway.coapAddress().getPort()),
                        gateway.id(),
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
                        new AceSubject.DeviceSubject(gateway.id()),
                        List.of(
                                new AceResource.Wildcard(WildcardKind.ALL, List.of()),
                                new AceResource.Href("/oic/res", List.of()),
                                new AceResource.Href("/oic/d", List.of()),
                                new AceResource.Href("/oic/p", List.of()),
                                new AceResource.Href("/oc/con", List.of())),
                        Permission.all())
                .withTag("dps");
        DeviceState trusted = value(owned.replaceCredentials(List.of(identity, anchor), Instant.now(), Duration.ZERO));
        return value(trusted.replaceAccessRules(List.of(all)));
    }

    private static DeviceState value(Change<DeviceState> change) {
        return ((Change.Applied<DeviceState>) change).value();
    }

    private Secret token() throws IOException {
        LocalTokenIssuer issuer = new LocalTokenIssuer(
                TokenKey.load(directory.resolve("token-key.pem")),
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
        return issuer.issue(OWNER, deviceId()).toCompletableFuture().join();
    }

    private static UUID deviceId() {
        return UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10");
    }

    private GatewayConfig config() throws Exception {
        TestCertificate certificate = root.identity(HUB).mint();
        Files.writeString(directory.resolve("gateway.pem"), certificate.chainPem());
        Files.writeString(directory.resolve("gateway-key.pem"), certificate.privateKeyPem(PrivateKeyFormat.PKCS8));
        Files.writeString(directory.resolve("root.pem"), root.pem());
        Files.writeString(
                directory.resolve("jwks.json"),
                TokenKey.load(directory.resolve("token-key.pem")).jwks());
        return GatewayConfig.read(Files.writeString(directory.resolve("gateway.yaml"), """
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
                """));
    }

    private void eventually(String path, String part) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(call("GET", path, "")).contains(part));
    }

    private String call(String method, String path, String body) {
        try {
            HttpURLConnection connection = (HttpURLConnection) gateway.page()
                    .resolve("/api/v1/devices/" + deviceId() + path)
                    .toURL()
                    .openConnection();
            connection.setRequestMethod(method);
            connection.setRequestProperty("Connection", "close");
            connection.setRequestProperty(
                    "Authorization", "Bearer " + gateway.apiToken().revealText());
            if (!body.isEmpty()) {
                connection.setDoOutput(true);
                connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            }
            try (InputStream content =
                    connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                return content == null ? "" : new String(content.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
