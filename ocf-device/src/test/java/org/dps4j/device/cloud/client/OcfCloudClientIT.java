package org.dps4j.device.cloud.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.dps4j.device.cloud.scripted.CloudOperation.PUBLISH;
import static org.dps4j.device.cloud.scripted.CloudOperation.SIGN_IN;
import static org.dps4j.device.cloud.scripted.CloudOperation.SIGN_UP;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.DeviceStates;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.scripted.CloudReply;
import org.dps4j.device.cloud.scripted.ScriptedCloud;
import org.dps4j.device.cloud.scripted.TlsCloud;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.security.Change;
import org.dps4j.device.server.DeviceResources;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.protocol.payload.cloud.CloudConfigurationAnswer;
import org.dps4j.protocol.payload.credential.Credential;
import org.dps4j.protocol.payload.credential.CredentialUsage;
import org.dps4j.protocol.payload.credential.PublicData;
import org.dps4j.protocol.payload.credential.Subject;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.dps4j.protocol.pki.Pem;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The cloud client against a cloud behind real TLS. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
class OcfCloudClientIT {

    static final TestAuthority ROOT = TestPki.root("Cloud").mint();
    static final UUID CLOUD = UUID.randomUUID();

    private final ScriptedCloud script = new ScriptedCloud(() -> Instant.EPOCH);
    private final NettyLoops loops = NettyLoops.start("device", 1);
    private TlsCloud cloud;
    private Device device;
    private DeviceResources resources;
    private OcfCloudClient client;

    private void open(TestCertificate certificate) throws Exception {
        cloud = cloudWith(certificate);
        device = Device.open(loops.next(), new MemoryDeviceStore(), () -> provisioned(cloud.uri()))
                .get(5, TimeUnit.SECONDS);
        resources = DeviceResources.of(device);
        resources.add(Resource.at("/light/1")
                .type("core.light")
                .onGet(request -> new MapWriter().truth("state", true).toMap())
                .build());
        client = OcfCloudClient.of(resources, CloudSettings.DEFAULTS);
    }

    private TlsCloud cloudWith(TestCertificate certificate) throws IOException {
        return new TlsCloud(script, certificate);
    }

    static DeviceState provisioned(URI server) {
        DeviceState owned = DeviceStates.fresh()
                .takeOwnership(UUID.randomUUID())
                .withCloud(CloudConfiguration.of(new CloudConfigurationAnswer(
                        Secret.ofText("let-me-in"), "peer", server, CLOUD, List.of(), Optional.empty())));
        Credential identity = Credential.ofCertificates(
                        new Subject.Device(owned.id()),
                        CredentialUsage.IDENTITY_CERTIFICATE,
                        PublicData.ofPem(Pem.encode(
                                ROOT.identity(owned.id()).mintFor(owned.key().publicKey()))))
                .withTag("dps");
        Credential anchor = Credential.ofCertificates(
                        new Subject.Anyone(), CredentialUsage.TRUST_ANCHOR, PublicData.ofPem(ROOT.pem()))
                .withTag("dps");
        return ((Change.Applied<DeviceState>)
                        owned.replaceCredentials(List.of(identity, anchor), Instant.now(), Duration.ZERO))
                .value();
    }

    private void start() throws Exception {
        client.start(
                        device.state().id(),
                        device.state().cloud(),
                        device.state().identity().orElseThrow())
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
    }

    private void awaitOnline() {
        await().atMost(Duration.ofSeconds(20)).until(() -> client.status().isOnline());
    }

    @AfterEach
    void close() {
        client.close();
        cloud.close();
        loops.close();
    }

    @Test
    void it_comes_online_and_answers_the_cloud_while_its_own_sign_in_waits() throws Exception {
        open(ROOT.identity(CLOUD).mint());

        start();
        awaitOnline();

        Response links = cloud.links().poll(5, TimeUnit.SECONDS);
        assertThat(ResourceLink.LIST_CODEC.decode(links.getPayload()))
                .extracting(ResourceLink::href)
                .containsExactly("/oic/d");
        await().atMost(Duration.ofSeconds(5)).until(() -> script.directory().containsKey("/light/1"));
        assertThat(script.directory()).containsKeys("/oic/d", "/oic/p", "/light/1");
        assertThat(script.log()).containsExactly(SIGN_UP, SIGN_IN, PUBLISH);
        assertThat(device.state().cloud().registration()).isPresent();
    }

    @Test
    void it_comes_back_after_the_cloud_closed_the_connection() throws Exception {
        open(ROOT.identity(CLOUD).mint());
        start();
        awaitOnline();

        cloud.dropAll();
        await().atMost(Duration.ofSeconds(5)).until(() -> !client.status().isOnline());
        awaitOnline();

        assertThat(client.status().cause()).isEmpty();
    }

    @Test
    void an_error_that_ends_the_connection_is_told_apart_from_a_lost_one() throws Exception {
        open(ROOT.identity(CLOUD).mint());
        script.on(SIGN_UP, CloudReply.code("5.03"));

        start();
        await().atMost(Duration.ofSeconds(5))
                .until(() -> client.status().cause().isPresent());
        assertThat(client.status().cause().orElseThrow().describe()).isEqualTo("the cloud answered 5.03 (because)");
        awaitOnline();
    }

    @Test
    void a_resource_that_is_added_later_is_published() throws Exception {
        open(ROOT.identity(CLOUD).mint());
        start();
        awaitOnline();

        resources.add(Resource.at("/light/2")
                .type("core.light")
                .onGet(request -> new MapWriter().truth("state", true).toMap())
                .build());
        await().atMost(Duration.ofSeconds(5)).until(() -> script.directory().containsKey("/light/2"));
        resources.remove("/light/1");
        await().atMost(Duration.ofSeconds(5)).until(() -> !script.directory().containsKey("/light/1"));
    }

    @Test
    void a_cloud_of_another_authority_is_not_trusted() throws Exception {
        open(TestPki.root("Somebody").mint().identity(CLOUD).mint());

        start();
        await().atMost(Duration.ofSeconds(5))
                .until(() -> client.status().cause().isPresent());

        assertThat(client.status().cause().orElseThrow()).isInstanceOf(CloudFailure.Untrusted.class);
        assertThat(client.status().nextAttempt()).isPresent();
        assertThat(script.log()).isEmpty();
    }

    @Test
    void a_certificate_that_is_not_for_servers_is_not_trusted() throws Exception {
        open(ROOT.device("uuid:" + CLOUD).mint());

        start();
        await().atMost(Duration.ofSeconds(5))
                .until(() -> client.status().cause().isPresent());

        assertThat(client.status().cause().orElseThrow().describe()).contains("serverAuth");
    }

    @Test
    void signing_off_over_the_wire_gives_the_account_up() throws Exception {
        open(ROOT.identity(CLOUD).mint());
        start();
        awaitOnline();

        client.signOff(Duration.ofSeconds(3)).toCompletableFuture().get(5, TimeUnit.SECONDS);

        assertThat(script.isRegistered()).isFalse();
        assertThat(device.state().cloud()).isEqualTo(CloudConfiguration.DEFAULT);
    }
}
