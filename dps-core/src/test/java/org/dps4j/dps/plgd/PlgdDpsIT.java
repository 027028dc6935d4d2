package org.dps4j.dps.plgd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.Platform;
import org.dps4j.device.cloud.CloudClient;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.CloudErrorCode;
import org.dps4j.device.cloud.CloudFlag;
import org.dps4j.device.cloud.CloudListener;
import org.dps4j.device.cloud.CloudProvisioningStatus;
import org.dps4j.device.cloud.CloudStatus;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.device.security.SecurityProfile;
import org.dps4j.device.security.SecurityProfiles;
import org.dps4j.device.security.credential.Identity;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.dps.DpsLog;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.observer.ObserverSettings;
import org.dps4j.dps.retry.RetryTable;
import org.dps4j.dps.scripted.Reply;
import org.dps4j.dps.scripted.ScriptedServer;
import org.dps4j.dps.scripted.ScriptedService;
import org.dps4j.loop.Cancellable;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The first version's functions, as a program calls them, against a scripted service over real TLS. */
class PlgdDpsIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterEachTest();

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TestAuthority manufacturer = TestPki.root("Manufacturer").mint();
    private final TestCertificate own = manufacturer.device("device").mint();
    private final ScriptedService service = new ScriptedService(Instant::now);
    private final List<String> statuses = new CopyOnWriteArrayList<>();
    private final List<String> clouds = new CopyOnWriteArrayList<>();
    private NettyLoops loops;
    private ScriptedServer server;
    private Device device;
    private PlgdDps dps;

    @BeforeEach
    void start_stack() {
        loops = NettyLoops.start("it-plgd", 1);
        server = ScriptedServer.start(loops, service, manufacturer.certificate());
        device = Device.open(loops.next(), new MemoryDeviceStore(), PlgdDpsIT::born)
                .join();
        dps = new PlgdDps(List.of(device), its -> new ReadyCloud());
    }

    @AfterEach
    void stop_stack() {
        dps.shutdown();
        server.close();
        loops.close();
        PlgdDps.setLogFn(DpsLog.slf4j());
        PlgdDps.logSetLevel(Level.ALL);
    }

    @Test
    void a_program_of_the_first_version_is_provisioned() {
        PlgdContext context = initialized(false);
        dps.managerInitCallbacks(
                context,
                (its, status, data) -> statuses.add(its.device() + " " + status + " " + data),
                "status data",
                (its, status, data) -> clouds.add(its.device() + " " + status + " " + data),
                "cloud data");

        int started = dps.managerStart(context, endpoint());

        assertThat(started).isZero();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(clouds).containsExactly("0 0 cloud data", "0 5 cloud data", "0 7 cloud data"));
        assertThat(statuses)
                .containsExactly("0 1 status data", "0 9 status data", "0 11 status data", "0 15 status data");
        assertThat(context.manufacturerCredentialId()).isEqualTo(1);
        assertThat(context.serviceCaCredentialId()).isEqualTo(2);
        assertThat(context.skipVerify()).isFalse();
    }

    @Test
    void the_patience_with_the_cloud_is_set_within_its_limits() {
        PlgdContext context = initialized(true);
        assertThat(dps.getCloudObserverConfiguration(context)).isEqualTo(ObserverSettings.DEFAULT);

        assertThat(dps.setCloudObserverConfiguration(context, 0, 255)).isTrue();
        assertThat(dps.setCloudObserverConfiguration(context, 3, 0)).isFalse();
        assertThat(dps.setCloudObserverConfiguration(context, 256, 1)).isFalse();

        assertThat(dps.getCloudObserverConfiguration(context))
                .isEqualTo(new ObserverSettings(0, Duration.ofSeconds(255)));
    }

    @Test
    void each_failure_is_one_call() {
        service.on(ProvisioningStep.TIME, Reply.code("5.03"), Reply.code("4.00"));
        PlgdContext context = initialized(false);
        context.client().reconfigure(context.client().config().withRetry(RetryTable.ofSeconds(1)));
        dps.managerInitCallbacks(context, (its, status, data) -> statuses.add("" + status), null, null, null);

        dps.managerStart(context, endpoint());

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(statuses).containsExactly("1", "65", "65", "1", "9", "11", "15"));
    }

    @Test
    void a_reset_cleans_up_and_starts_again() {
        PlgdContext context = initialized(false);
        dps.managerInitCallbacks(context, (its, status, data) -> statuses.add("" + status), null, null, null);
        dps.managerStart(context, endpoint());
        await().atMost(PATIENCE).until(() -> context.client().snapshot().isProvisioned());
        UUID before = device.state().id();

        device.update(state -> state.factoryReset(UUID.randomUUID(), DeviceKey.generate(new SecureRandom())))
                .join();
        install(context, false);
        int restarted = dps.onFactoryReset(context);

        assertThat(restarted).isZero();
        await().atMost(PATIENCE).until(() -> service.counts().getOrDefault(ProvisioningStep.ACLS, 0) == 2);
        await().atMost(PATIENCE).until(() -> context.client().snapshot().isProvisioned());
        assertThat(device.state().id()).isNotEqualTo(before);
        assertThat(statuses).containsExactly("1", "9", "11", "15", "0", "1", "9", "11", "15");
    }

    @Test
    void without_verification_no_ca_is_needed() {
        PlgdContext context = initialized(true);

        dps.managerStart(context, endpoint());

        await().atMost(PATIENCE).until(() -> context.client().snapshot().isProvisioned());
        assertThat(context.skipVerify()).isTrue();
        assertThat(context.serviceCaCredentialId()).isEqualTo(PlgdContext.UNSET);
    }

    @Test
    void a_service_ca_that_was_named_before_is_removed_and_verification_may_be_switched_later() {
        PlgdContext context = initialized(false);
        int another =
                dps.pkiAddTrustAnchor(0, pem(TestPki.root("Another").mint().pem()));

        dps.setServiceCa(context, another, true);

        assertThat(another).isEqualTo(3);
        assertThat(device.state().credentials().find(2)).isEmpty();
        assertThat(context.serviceCaCredentialId()).isEqualTo(3);
        assertThat(context.skipVerify()).isTrue();
        dps.managerStart(context, endpoint());
        await().atMost(PATIENCE).until(() -> context.client().snapshot().isProvisioned());
    }

    @Test
    void what_cannot_be_done_returns_a_negative_number_and_says_why_to_the_log_function() {
        List<String> lines = new CopyOnWriteArrayList<>();
        DpsLog fn = (level, line) -> lines.add(line);
        PlgdDps.setLogFn(fn);
        assertThat(PlgdDps.getLogFn()).isSameAs(fn);
        assertThat(dps.getContext(0)).isEmpty();
        assertThat(dps.init(false)).isZero();
        PlgdContext context = dps.getContext(0).orElseThrow();
        TestCertificate other = manufacturer.device("other").mint();

        assertThat(dps.init(false)).isNegative();
        assertThat(dps.getContext(1)).isEmpty();
        assertThat(dps.getContext(-1)).isEmpty();
        assertThat(dps.managerStart(null, endpoint())).isNegative();
        assertThat(dps.managerStart(context, null)).isNegative();
        assertThat(dps.managerStart(context, "https://example.test")).isNegative();
        assertThat(dps.managerStart(context, endpoint())).isNegative();
        assertThat(dps.pkiAddTrustAnchor(0, pem("no certificate"))).isNegative();
        assertThat(dps.pkiAddTrustAnchor(7, pem(manufacturer.pem()))).isNegative();
        assertThat(dps.pkiAddManufacturerCertificate(0, pem(own.chainPem()), pem(other.privateKeyPem())))
                .isNegative();
        assertThat(dps.pkiRemoveCredential(0, 9)).isFalse();
        assertThat(dps.pkiSetSecurityProfile(0, PlgdSecurityProfile.BLACK, PlgdSecurityProfile.BLACK, 9))
                .isNegative();
        assertThat(lines)
                .hasSize(9)
                .anyMatch(line -> line.contains("coaps+tcp://host:port"))
                .anyMatch(line -> line.contains("no manufacturer certificate"))
                .anyMatch(line -> line.contains("the key does not belong"))
                .noneMatch(line -> line.contains("PRIVATE"));
    }

    @Test
    void only_lines_of_the_level_and_above_reach_the_log_function() {
        List<Level> levels = new CopyOnWriteArrayList<>();
        PlgdDps.setLogFn((level, line) -> levels.add(level));
        PlgdDps.logSetLevel(Level.WARNING);
        PlgdContext context = initialized(true);

        assertThat(dps.managerStart(context, "no address")).isNegative();
        dps.managerStart(context, endpoint());
        await().atMost(PATIENCE).until(() -> context.client().snapshot().isProvisioned());
        assertThat(levels).containsOnly(Level.ERROR, Level.WARNING);

        PlgdDps.logSetLevel(Level.INFO);
        context.client().forceReprovision();
        dps.managerStop(context);
        dps.managerStart(context, endpoint());
        await().atMost(PATIENCE).until(() -> levels.contains(Level.INFO));
        assertThat(levels).doesNotContain(Level.DEBUG);
    }

    @Test
    void removing_a_credential_unsets_it_in_the_context() {
        PlgdContext context = initialized(false);
        assertThat(device.state().securityProfiles())
                .isEqualTo(SecurityProfiles.of(SecurityProfile.BLACK, context.manufacturerCredentialId()));

        assertThat(dps.pkiRemoveCredential(0, context.manufacturerCredentialId()))
                .isTrue();
        assertThat(device.state().securityProfiles()).isEqualTo(SecurityProfiles.BASELINE);
        assertThat(dps.pkiRemoveCredential(0, context.serviceCaCredentialId())).isTrue();

        assertThat(context.manufacturerCredentialId()).isEqualTo(PlgdContext.UNSET);
        assertThat(context.serviceCaCredentialId()).isEqualTo(PlgdContext.UNSET);
        assertThat(device.state().credentials().all()).isEmpty();
    }

    @Test
    void a_stop_ends_the_attempts() {
        service.on(ProvisioningStep.OWNER, Reply.silence());
        PlgdContext context = initialized(false);
        dps.managerInitCallbacks(context, (its, status, data) -> statuses.add("" + status), null, null, null);
        dps.managerStart(context, endpoint());
        await().atMost(PATIENCE).until(() -> service.counts().containsKey(ProvisioningStep.OWNER));

        dps.managerStop(context);

        assertThat(context.client().isStarted()).isFalse();
        assertThat(dps.managerStart(context, endpoint())).isZero();
        await().atMost(PATIENCE).until(() -> context.client().snapshot().isProvisioned());
        assertThat(statuses).containsExactly("1", "0", "1", "9", "11", "15");
    }

    @Test
    void what_a_device_or_a_cloud_refuses_is_a_negative_number_too() {
        PlgdDps without = new PlgdDps(List.of(device), its -> {
            throw new IllegalStateException("no cloud for this device");
        });
        assertThat(without.init(false)).isNegative();
        assertThat(without.getContext(0)).isEmpty();

        assertThat(dps.init(false)).isZero();
        byte[] certificate = pem(manufacturer.pem());
        int added = 0;
        while (added < 256 && dps.pkiAddTrustAnchor(0, certificate) > 0) {
            added++;
        }
        assertThat(added).isEqualTo(256);
        assertThat(dps.pkiAddTrustAnchor(0, certificate)).isNegative();
    }

    @Test
    void a_shutdown_on_the_loop_is_refused_and_shuts_nothing_down() {
        initialized(false);

        CompletableFuture.runAsync(() -> assertThatIllegalStateException().isThrownBy(dps::shutdown), device.loop())
                .join();

        assertThat(dps.getContext(0)).isPresent();
    }

    @Test
    void waiting_on_the_loop_is_refused() {
        CompletableFuture<Void> tried = CompletableFuture.runAsync(
                () -> assertThatIllegalStateException()
                        .isThrownBy(() -> dps.pkiAddTrustAnchor(0, pem(manufacturer.pem()))),
                device.loop());

        tried.join();
        assertThat(device.state().credentials().all()).isEmpty();
    }

    private PlgdContext initialized(boolean skip) {
        assertThat(dps.init(skip)).isZero();
        PlgdContext context = dps.getContext(0).orElseThrow();
        install(context, skip);
        return context;
    }

    private void install(PlgdContext context, boolean skip) {
        int id = dps.pkiAddManufacturerCertificate(0, pem(own.chainPem()), pem(own.privateKeyPem()));
        assertThat(dps.pkiSetSecurityProfile(0, PlgdSecurityProfile.BLACK, PlgdSecurityProfile.BLACK, id))
                .isZero();
        if (!skip) {
            dps.setServiceCa(
                    context, dps.pkiAddTrustAnchor(0, pem(service.root().pem())), false);
        }
    }

    private String endpoint() {
        return server.endpoint().uri().toString();
    }

    private static byte[] pem(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static DeviceState born() {
        return DeviceState.fresh(
                UUID.randomUUID(),
                "test device",
                new Platform(UUID.randomUUID(), "maker", "oic.d.test"),
                DeviceKey.generate(new SecureRandom()));
    }

    private static final class ReadyCloud implements CloudClient {
        private final List<CloudListener> listeners = new CopyOnWriteArrayList<>();

        private void report(CloudConfiguration cloud, CloudFlag... flags) {
            CloudStatus status = new CloudStatus(
                    Set.of(flags),
                    Optional.empty(),
                    CloudProvisioningStatus.REGISTERED,
                    CloudErrorCode.NONE,
                    cloud.selected(),
                    Optional.empty(),
                    Optional.empty());
            listeners.forEach(listener -> listener.onStatusChanged(status));
        }

        @Override
        public CompletionStage<Void> start(UUID deviceId, CloudConfiguration configuration, Identity identity) {
            report(configuration);
            report(configuration, CloudFlag.REGISTERED, CloudFlag.TOKEN_EXPIRY);
            report(configuration, CloudFlag.REGISTERED, CloudFlag.LOGGED_IN, CloudFlag.TOKEN_EXPIRY);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> signOff(Duration limit) {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public Cancellable addListener(CloudListener listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }

        @Override
        public CompletionStage<Void> stop() {
            return CompletableFuture.completedStage(null);
        }
    }
}
