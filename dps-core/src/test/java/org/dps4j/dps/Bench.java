package org.dps4j.dps;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.DeviceStore;
import org.dps4j.device.Platform;
import org.dps4j.device.cloud.CloudClient;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.CloudErrorCode;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.CloudFlag;
import org.dps4j.device.cloud.CloudListener;
import org.dps4j.device.cloud.CloudProvisioningStatus;
import org.dps4j.device.cloud.CloudStatus;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.device.security.credential.Identity;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.DpsStatus;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.scripted.ScriptedService;
import org.dps4j.dps.scripted.ScriptedTransport;
import org.dps4j.loop.Cancellable;
import org.dps4j.loop.Loop;
import org.dps4j.loop.VirtualLoop;
import org.dps4j.protocol.payload.cloud.CloudServer;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;

/** A device, a scripted service and a cloud that takes notes, all in virtual time. */
final class Bench {

    static final String FIRST = "coaps+tcp://first.test:20030";
    static final String SECOND = "coaps+tcp://second.test:20030";

    private static final TestCertificate MANUFACTURER =
            TestPki.root("Manufacturer").mint().device("device").mint();

    /** A failed attempt as a listener saw it. */
    record Failed(ProvisioningStep step, Failure failure, Duration pause) {}

    final VirtualLoop loop;
    final FaultyStore store = new FaultyStore();
    final ScriptedService service;
    final ScriptedTransport transport;
    final Notes notes = new Notes();
    final NotingCloud cloud = new NotingCloud();
    final Device device;
    final DpsClient client;
    private final CloudClient takingOver;
    private Duration wrong = Duration.ZERO;

    Bench() {
        this(DpsConfig.DEFAULTS);
    }

    Bench(DpsConfig config) {
        this(config, 7);
    }

    /** A bench on which chance follows from {@code seed}. */
    Bench(DpsConfig config, long seed) {
        this(config, seed, Optional.empty());
    }

    /** A bench whose device has this client of a cloud instead of one that takes notes. */
    Bench(long seed, Function<Device, CloudClient> client) {
        this(DpsConfig.DEFAULTS, seed, Optional.of(client));
    }

    private Bench(DpsConfig config, long seed, Optional<Function<Device, CloudClient>> client) {
        this.loop = new VirtualLoop(seed);
        this.service = new ScriptedService(() -> loop.now().minus(wrong));
        this.transport = new ScriptedTransport(loop).listen(FIRST, service);
        this.device = open(store);
        this.takingOver = client.map(made -> made.apply(device)).orElse(cloud);
        this.client = client(device, config);
    }

    Device open(DeviceStore from) {
        return open(loop, from);
    }

    Device open(Loop of, DeviceStore from) {
        CompletableFuture<Device> opened = Device.open(
                of,
                from,
                () -> DeviceState.fresh(
                        UUID.randomUUID(),
                        "test device",
                        new Platform(UUID.randomUUID(), "maker", "oic.d.test"),
                        DeviceKey.generate(new SecureRandom())));
        loop.advance(Duration.ZERO);
        install(opened.join());
        return opened.join();
    }

    void install(Device into) {
        CompletableFuture<DeviceState> installed = into.update(this::withFactoryCredentials);
        loop.advance(Duration.ZERO);
        installed.join();
    }

    private DeviceState withFactoryCredentials(DeviceState state) {
        return state.withCredentials(state.credentials()
                .installManufacturerCertificate(MANUFACTURER.chain(), MANUFACTURER.privateKey())
                .credentials()
                .installManufacturerTrustAnchors(List.of(service.root().certificate()))
                .credentials());
    }

    DpsClient client(Device of, DpsConfig config) {
        return DpsClient.builder(of)
                .config(config)
                .endpoint(DpsEndpoint.of(FIRST))
                .transport(transport)
                .cloud(takingOver)
                .listener(notes)
                .build();
    }

    void start() {
        try {
            client.start();
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

    /** What a program does that is asked for a factory reset. */
    void reset() {
        reset(device, client);
    }

    void reset(Device of, DpsClient its) {
        its.onFactoryReset();
        of.update(state ->
                withFactoryCredentials(state.factoryReset(UUID.randomUUID(), DeviceKey.generate(new SecureRandom()))));
        its.endpoints().add(DpsEndpoint.of(FIRST));
        ProvisioningTest.start(its);
    }

    /** Sets the system's clock of the device, and not the service's. */
    void setSystemClock(Instant time) {
        wrong = wrong.plus(Duration.between(loop.now(), time));
        loop.setWallClock(time);
    }

    void runFor(Duration time) {
        loop.advance(time);
    }

    boolean provisioned() {
        return client.snapshot().status().contains(DpsStatus.CLOUD_STARTED);
    }

    /** Writes down what a listener hears. */
    static final class Notes implements DpsListener {
        final List<Integer> masks = new ArrayList<>();
        final List<Failed> failures = new ArrayList<>();
        final List<ProvisioningStep> started = new ArrayList<>();
        final List<Failure> cloudFailures = new ArrayList<>();
        final List<Integer> renewals = new ArrayList<>();
        final List<Failed> renewalFailures = new ArrayList<>();

        @Override
        public void onStatusChanged(Snapshot snapshot) {
            masks.add(snapshot.mask());
        }

        @Override
        public void onStepStarted(ProvisioningStep step, int attempt, DpsEndpoint endpoint) {
            started.add(step);
        }

        @Override
        public void onStepFailed(ProvisioningStep step, Failure failure, Duration nextAttemptIn) {
            failures.add(new Failed(step, failure, nextAttemptIn));
        }

        @Override
        public void onCloudStartFailed(Failure failure, Duration nextAttemptIn) {
            cloudFailures.add(failure);
        }

        @Override
        public void onRenewalStarted(int attempt, DpsEndpoint endpoint) {
            renewals.add(attempt);
        }

        @Override
        public void onRenewalFailed(Failure failure, Duration nextAttemptIn) {
            renewalFailures.add(new Failed(ProvisioningStep.CREDENTIALS, failure, nextAttemptIn));
        }
    }

    /** Takes on every configuration, unless told to refuse. */
    static final class NotingCloud implements CloudClient {
        final List<CloudConfiguration> started = new ArrayList<>();
        final List<Identity> identities = new ArrayList<>();
        final List<CloudListener> listeners = new ArrayList<>();
        int refusals;
        int stops;
        boolean reports;

        @Override
        public CompletionStage<Void> start(UUID deviceId, CloudConfiguration configuration, Identity identity) {
            if (refusals > 0) {
                refusals--;
                return CompletableFuture.failedStage(new IllegalArgumentException("this cloud is not for us"));
            }
            started.add(configuration);
            identities.add(identity);
            if (reports) {
                report(configuration.selected());
            }
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

        void report(CloudServer server, CloudFlag... flags) {
            CloudStatus status = new CloudStatus(
                    Set.of(flags),
                    Optional.empty(),
                    CloudProvisioningStatus.REGISTERING,
                    CloudErrorCode.NONE,
                    server,
                    Optional.empty(),
                    Optional.empty());
            List.copyOf(listeners).forEach(listener -> listener.onStatusChanged(status));
        }

        void refuse() {
            List.copyOf(listeners)
                    .forEach(listener -> listener.onProvisioningNeeded(new CloudFailure.ConnectionLost("refused")));
        }

        @Override
        public CompletionStage<Void> stop() {
            stops++;
            return CompletableFuture.completedStage(null);
        }
    }
}
