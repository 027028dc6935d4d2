package org.dps4j.demo.hold;

import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.DeviceStore;
import org.dps4j.device.Platform;
import org.dps4j.device.cloud.CloudClient;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.CloudListener;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.device.security.credential.Credentials;
import org.dps4j.device.security.credential.Identity;
import org.dps4j.dps.DpsClient;
import org.dps4j.dps.DpsClientBuilder;
import org.dps4j.dps.DpsConfig;
import org.dps4j.dps.DpsListener;
import org.dps4j.dps.MissingManufacturerCertificateException;
import org.dps4j.dps.Snapshot;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.retry.RetryTable;
import org.dps4j.dps.scripted.Losses;
import org.dps4j.loop.Cancellable;
import org.dps4j.protocol.coap.NettyLoop;
import org.dps4j.testkit.pki.TestCertificate;

/** A device with its provisioning client, over real TLS or DTLS, and notes of what it went through. */
final class HeldDevice implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    /**
     * A failed attempt.
     *
     * @param before the state when the step was started
     * @param after the state when it had failed
     */
    record Failed(
            ProvisioningStep step, Failure failure, Duration nextAttemptIn, DeviceState before, DeviceState after) {

        /** Whether the device is as before, but for taking itself over, without which it may ask nobody. */
        boolean changedNothing() {
            return after.equals(before.selfOwn());
        }
    }

    private final Device device;
    private final DpsClient client;
    private final Notes notes;
    private final Losses losses = new Losses();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Cancellable watching;

    private HeldDevice(Device device, RetryTable retry, List<DpsEndpoint> services) {
        this.device = device;
        this.notes = new Notes(device);
        this.watching = device.addListener(losses);
        DpsClientBuilder builder = DpsClient.builder(device)
                .config(DpsConfig.DEFAULTS.withRetry(retry))
                .cloud(new WillingCloud())
                .log((level, line) -> said.add(line))
                .listener(notes);
        services.forEach(builder::endpoint);
        this.client = builder.build();
    }

    /** Opens the device that {@code store} keeps, or a fresh one; it trusts {@code anchor} and does not start yet. */
    static HeldDevice open(
            NettyLoop loop,
            DeviceStore store,
            TestCertificate own,
            X509Certificate anchor,
            RetryTable retry,
            InetSocketAddress... services) {
        return open(
                loop,
                store,
                own,
                anchor,
                retry,
                Arrays.stream(services).map(HeldDevice::endpoint).toList());
    }

    /** The same with services that may be of either carrier. */
    static HeldDevice open(
            NettyLoop loop,
            DeviceStore store,
            TestCertificate own,
            X509Certificate anchor,
            RetryTable retry,
            List<DpsEndpoint> services) {
        Device device = Device.open(
                        loop,
                        store,
                        () -> DeviceState.fresh(
                                UUID.randomUUID(),
                                "held device",
                                new Platform(UUID.randomUUID(), "maker", "oic.d.test"),
                                DeviceKey.generate(new SecureRandom())))
                .join();
        HeldDevice held = new HeldDevice(device, retry, services);
        held.install(own, anchor);
        return held;
    }

    /** How devices say this address. */
    static DpsEndpoint endpoint(InetSocketAddress address) {
        return DpsEndpoint.of("coaps+tcp://127.0.0.1:" + address.getPort());
    }

    /** Puts this manufacturer certificate and this anchor in place of those that the device has. */
    void install(TestCertificate own, X509Certificate anchor) {
        device.update(state -> {
                    Credentials others = new Credentials(state.credentials().all().stream()
                            .filter(credential -> !credential.isInstalled())
                            .toList());
                    return state.withCredentials(others.installManufacturerCertificate(own.chain(), own.privateKey())
                            .credentials()
                            .installManufacturerTrustAnchors(List.of(anchor))
                            .credentials());
                })
                .join();
    }

    HeldDevice start() {
        try {
            client.start();
            return this;
        } catch (MissingManufacturerCertificateException e) {
            throw new AssertionError(e);
        }
    }

    /** Does all steps again. */
    void provisionAgain() {
        client.forceReprovision();
        try {
            client.restart();
        } catch (MissingManufacturerCertificateException e) {
            throw new AssertionError(e);
        }
    }

    DeviceState state() {
        return device.state();
    }

    DpsClient client() {
        return client;
    }

    List<Failed> failures() {
        return notes.failures;
    }

    /** Every step that was attempted, in order. */
    List<ProvisioningStep> attempts() {
        return notes.attempts;
    }

    /** What it wrote into its log. */
    List<String> said() {
        return said;
    }

    /** What it once had and lost. */
    List<String> losses() {
        return losses.seen();
    }

    CompletableFuture<Snapshot> provisioned() {
        return client.provisioned();
    }

    /** Waits until it is provisioned and has stored that it is. */
    void awaitProvisioned() {
        await("provisioned after " + failures())
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> client.snapshot().isProvisioned() && client.hasBeenProvisionedSinceReset());
    }

    /** Waits until this many attempts have failed, and returns the last of them. */
    Failed awaitFailure(int count) {
        await("failures")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> failures().size() >= count);
        return failures().get(count - 1);
    }

    @Override
    public void close() {
        watching.cancel();
        client.close();
    }

    private static final class Notes implements DpsListener {

        private final Device device;
        private final List<Failed> failures = new CopyOnWriteArrayList<>();
        private final List<ProvisioningStep> attempts = new CopyOnWriteArrayList<>();
        private DeviceState before;

        Notes(Device device) {
            this.device = device;
            this.before = device.state();
        }

        @Override
        public void onStepStarted(ProvisioningStep step, int attempt, DpsEndpoint endpoint) {
            attempts.add(step);
            before = device.state();
        }

        @Override
        public void onStepFailed(ProvisioningStep step, Failure failure, Duration nextAttemptIn) {
            failures.add(new Failed(step, failure, nextAttemptIn, before, device.state()));
        }
    }

    /** Takes over whatever it is given. */
    static final class WillingCloud implements CloudClient {

        @Override
        public CompletionStage<Void> start(UUID deviceId, CloudConfiguration configuration, Identity identity) {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> stop() {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> signOff(Duration limit) {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public Cancellable addListener(CloudListener listener) {
            return () -> {};
        }
    }
}
