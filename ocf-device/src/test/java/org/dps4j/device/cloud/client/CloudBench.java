package org.dps4j.device.cloud.client;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.DeviceStates;
import org.dps4j.device.DeviceStore;
import org.dps4j.device.StoreException;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.CloudFlag;
import org.dps4j.device.cloud.CloudListener;
import org.dps4j.device.cloud.CloudStatus;
import org.dps4j.device.cloud.scripted.ScriptedCloud;
import org.dps4j.device.cloud.scripted.ScriptedCloudTransport;
import org.dps4j.device.security.Change;
import org.dps4j.device.security.credential.Deliveries;
import org.dps4j.loop.VirtualLoop;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.payload.cloud.CloudConfigurationAnswer;
import org.dps4j.protocol.payload.cloud.CloudServer;
import org.dps4j.protocol.payload.link.LinkPolicy;
import org.dps4j.protocol.payload.link.ResourceLink;

/** A provisioned device, a scripted cloud and one that takes notes, all in virtual time. */
final class CloudBench {

    static final String FIRST = "coaps+tcp://first.test:5684";
    static final String SECOND = "coaps+tcp://second.test:5684";
    static final UUID CLOUD = UUID.fromString("adebc667-1f2b-41e3-bf5c-6d6eabc68cc6");

    /** A failure as a listener saw it; one without a next attempt is followed by it at once. */
    record Failed(Optional<CloudFailure> cause, Optional<Instant> next, Instant at) {}

    private static final Deliveries SERVICE = new Deliveries();

    final VirtualLoop loop;
    final Store store = new Store();
    final ScriptedCloud cloud;
    final ScriptedCloudTransport transport;
    final List<CloudStatus> news = new ArrayList<>();
    final List<Failed> failures = new ArrayList<>();
    final List<CloudFailure> refusals = new ArrayList<>();
    Device device;
    OcfCloudClient client;

    CloudBench() {
        this(CloudSettings.DEFAULTS);
    }

    CloudBench(CloudSettings settings, CloudServer... others) {
        this(11, settings, others);
    }

    /** A bench on which chance follows from {@code seed}. */
    CloudBench(long seed) {
        this(seed, CloudSettings.DEFAULTS);
    }

    private CloudBench(long seed, CloudSettings settings, CloudServer... others) {
        this.loop = new VirtualLoop(seed);
        this.cloud = new ScriptedCloud(loop::now);
        this.transport = new ScriptedCloudTransport(loop).listen(FIRST, cloud);
        this.device = open(() -> provisioned(others));
        this.client = client(settings);
        client.publish(links("/oic/d", "/light/1"));
    }

    private Device open(Supplier<DeviceState> birth) {
        CompletableFuture<Device> opened = Device.open(loop, store, birth);
        loop.advance(Duration.ZERO);
        return opened.join();
    }

    private OcfCloudClient client(CloudSettings settings) {
        OcfCloudClient built = new OcfCloudClient(device, transport, settings);
        built.addListener(new CloudListener() {
            @Override
            public void onStatusChanged(CloudStatus status) {
                news.add(status);
                if (status.flags().contains(CloudFlag.FAILURE)) {
                    failures.add(new Failed(status.cause(), status.nextAttempt(), loop.now()));
                }
            }

            @Override
            public void onProvisioningNeeded(CloudFailure cause) {
                refusals.add(cause);
            }
        });
        return built;
    }

    private static DeviceState provisioned(CloudServer... others) {
        DeviceState owned =
                DeviceStates.fresh().takeOwnership(UUID.randomUUID()).withCloud(configuration("let-me-in", others));
        return ((Change.Applied<DeviceState>) owned.replaceCredentials(
                        SERVICE.to(owned, Duration.ofDays(365)),
                        Deliveries.BEGIN.plus(Duration.ofDays(1)),
                        Duration.ofHours(1)))
                .value();
    }

    static CloudConfiguration configuration(String code, CloudServer... others) {
        return CloudConfiguration.of(new CloudConfigurationAnswer(
                Secret.ofText(code), "peer", URI.create(FIRST), CLOUD, List.of(others), Optional.empty()));
    }

    static CloudServer second() {
        return new CloudServer(URI.create(SECOND), CLOUD);
    }

    static List<ResourceLink> links(String... paths) {
        return Arrays.stream(paths)
                .map(path -> ResourceLink.of(
                        "ocf://device",
                        path,
                        List.of("core.light"),
                        List.of("oic.if.rw"),
                        Set.of(LinkPolicy.DISCOVERABLE, LinkPolicy.OBSERVABLE)))
                .toList();
    }

    /** Starts and lets the loop do what is to be done at once. */
    CloudBench start() {
        var unused = client.start(
                        device.state().id(),
                        device.state().cloud(),
                        device.state().identity().orElseThrow())
                .toCompletableFuture();
        return runFor(Duration.ofMillis(100));
    }

    /** Ends the program, whose connection is cut, and starts it again with what the store kept. */
    CloudBench restart() {
        client.close();
        loop.advance(Duration.ofMillis(10));
        device = open(() -> {
            throw new AssertionError("the store is empty");
        });
        client = client(CloudSettings.DEFAULTS);
        client.publish(links("/oic/d", "/light/1"));
        return start();
    }

    /** What provisioning does with a device that its cloud refused: it starts the client until that succeeds. */
    void provision() {
        var unused = client.start(
                        device.state().id(),
                        configuration("let-me-in"),
                        device.state().identity().orElseThrow())
                .whenComplete((nothing, failure) -> {
                    if (failure != null) {
                        loop.schedule(Duration.ofSeconds(1), this::provision);
                    }
                });
    }

    CloudBench runFor(Duration time) {
        loop.advance(time);
        return this;
    }

    boolean isOnline() {
        return client.status().isOnline() && transport.online() == 1;
    }

    /** Keeps the last state, unless told to fail. */
    static final class Store implements DeviceStore {
        private Optional<DeviceState> kept = Optional.empty();
        int failures;

        @Override
        public CompletionStage<Optional<DeviceState>> load() {
            return CompletableFuture.completedStage(kept);
        }

        @Override
        public CompletionStage<Void> save(DeviceState state) {
            if (failures > 0) {
                failures--;
                return CompletableFuture.failedStage(new StoreException("/x", "room", "none", "make some"));
            }
            kept = Optional.of(state);
            return CompletableFuture.completedStage(null);
        }
    }
}
