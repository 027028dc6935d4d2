package org.dps4j.device.cloud.client;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.DeviceStates;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.CloudListener;
import org.dps4j.device.cloud.CloudRegistration;
import org.dps4j.device.cloud.CloudStatus;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.security.Change;
import org.dps4j.device.server.DeviceResources;
import org.dps4j.device.store.MemoryDeviceStore;
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
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestPki;

/** A provisioned device on a loop of its own, whose cloud client talks to a cloud over a real socket. */
final class CloudFixture implements AutoCloseable {

    static final TestAuthority ROOT = TestPki.root("Cloud").mint();
    static final UUID CLOUD = UUID.randomUUID();

    /** As patient as a loaded machine needs, and back soon. */
    static final CloudSettings PATIENT = CloudSettings.DEFAULTS.withRetry(backSoon(Duration.ofSeconds(10)));

    /** Impatient, and back soon. */
    static final CloudSettings HASTY = CloudSettings.DEFAULTS.withRetry(backSoon(Duration.ofSeconds(2)));

    private final NettyLoops loops = NettyLoops.start("device", 1);
    private final List<CloudFailure> failures = new CopyOnWriteArrayList<>();
    final Device device;
    final DeviceResources resources;
    final OcfCloudClient client;

    /** A device that has no account yet. */
    CloudFixture(URI cloud, CloudSettings settings) throws Exception {
        this(provisioned(cloud), settings);
    }

    private CloudFixture(DeviceState state, CloudSettings settings) throws Exception {
        device = Device.open(loops.next(), new MemoryDeviceStore(), () -> state).get(5, TimeUnit.SECONDS);
        resources = DeviceResources.of(device);
        resources.add(Resource.at("/light/1")
                .type("core.light")
                .onGet(request -> new MapWriter().truth("state", true).toMap())
                .build());
        client = OcfCloudClient.of(resources, settings);
        client.addListener(new CloudListener() {
            @Override
            public void onStatusChanged(CloudStatus status) {
                status.cause().ifPresent(failures::add);
            }
        });
    }

    private static CloudRetry backSoon(Duration timeout) {
        return new CloudRetry() {
            @Override
            public int attempts() {
                return 6;
            }

            @Override
            public Duration timeout(int attempt) {
                return timeout;
            }

            @Override
            public Duration pause(int attempt, RandomGenerator random) {
                return Duration.ofMillis(20);
            }
        };
    }

    /** A device that signed up earlier, with the tokens of a {@code ScriptedCloud} that was told to remember it. */
    static CloudFixture returning(URI cloud, CloudSettings settings) throws Exception {
        DeviceState state = provisioned(cloud);
        CloudRegistration account = new CloudRegistration(
                "user", Secret.ofText("access-0"), Secret.ofText("refresh-0"), Optional.of(Instant.EPOCH));
        return new CloudFixture(state.withCloud(state.cloud().withRegistration(account)), settings);
    }

    private static DeviceState provisioned(URI server) {
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
        DeviceState ready = applied(owned.replaceCredentials(List.of(identity, anchor), Instant.now(), Duration.ZERO));
        return applied(ready.replaceAccessRules(List.of(AccessControlEntry.of(
                new AceSubject.DeviceSubject(CLOUD),
                List.of(new AceResource.Wildcard(WildcardKind.ALL, List.of())),
                Permission.all()))));
    }

    private static DeviceState applied(Change<DeviceState> change) {
        return ((Change.Applied<DeviceState>) change).value();
    }

    CloudFixture start() throws Exception {
        client.start(
                        device.state().id(),
                        device.state().cloud(),
                        device.state().identity().orElseThrow())
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
        return this;
    }

    void awaitOnline() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> client.status().isOnline());
    }

    /** Waits for a failure of this kind, whenever it was reported. */
    <F extends CloudFailure> F awaitFailure(Class<F> kind) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> failures.stream().anyMatch(kind::isInstance));
        return failures.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow();
    }

    List<CloudFailure> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        client.close();
        loops.close();
    }
}
