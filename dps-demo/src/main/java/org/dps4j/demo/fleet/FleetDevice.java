package org.dps4j.demo.fleet;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.dps4j.demo.pki.Manufacturer;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.Platform;
import org.dps4j.device.cloud.CloudListener;
import org.dps4j.device.cloud.CloudStatus;
import org.dps4j.device.cloud.client.CloudSettings;
import org.dps4j.device.cloud.client.OcfCloudClient;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.device.server.DeviceResources;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.dps.DpsClient;
import org.dps4j.dps.DpsListener;
import org.dps4j.dps.MissingManufacturerCertificateException;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.loop.Loop;
import org.dps4j.protocol.cbor.MapWriter;
import org.jspecify.annotations.Nullable;

/** One device of a fleet: a light, its state in memory, its way into its cloud. Reports on its loop. */
final class FleetDevice implements AutoCloseable, DpsListener, CloudListener {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final LongSupplier nanoTime;
    private final Consumer<FleetNews> reporter;
    private final DpsClient client;
    private final OcfCloudClient cloud;
    private final long start;
    private @Nullable Duration provisioned;
    private boolean reported;

    private FleetDevice(Device device, DpsEndpoint service, LongSupplier nanoTime, Consumer<FleetNews> reporter) {
        this.nanoTime = nanoTime;
        this.reporter = reporter;
        this.start = nanoTime.getAsLong();
        DeviceResources resources = DeviceResources.of(device);
        resources.add(Resource.at("/light/1")
                .type("core.light")
                .onGet(request -> new MapWriter().truth("state", false).toMap())
                .build());
        cloud = OcfCloudClient.of(resources, CloudSettings.DEFAULTS);
        client = DpsClient.builder(device)
                .endpoint(service)
                .resources(resources)
                .cloud(cloud)
                .log((level, message) -> {})
                .build();
    }

    /** Makes the device and starts it; waits for its loop. */
    static FleetDevice start(
            String name,
            Manufacturer manufacturer,
            Manufacturer.Product product,
            Loop loop,
            DpsEndpoint service,
            LongSupplier nanoTime,
            Consumer<FleetNews> reporter)
            throws MissingManufacturerCertificateException {
        DeviceState state = fresh(name, product, manufacturer.serviceAnchors());
        Device device = Device.open(loop, new MemoryDeviceStore(), () -> state).join();
        FleetDevice started = new FleetDevice(device, service, nanoTime, reporter);
        started.client.addListener(started);
        started.cloud.addListener(started);
        started.client.start();
        return started;
    }

    private static DeviceState fresh(String name, Manufacturer.Product product, List<X509Certificate> anchors) {
        Platform platform = new Platform(UUID.randomUUID(), "dps4j", "oic.d.light");
        DeviceState state = DeviceState.fresh(UUID.randomUUID(), name, platform, DeviceKey.generate(RANDOM));
        return state.withCredentials(state.credentials()
                .installManufacturerCertificate(product.chain(), product.key())
                .credentials()
                .installManufacturerTrustAnchors(anchors)
                .credentials());
    }

    @Override
    public void onStatusChanged(org.dps4j.dps.Snapshot snapshot) {
        if (provisioned == null && snapshot.isProvisioned()) {
            provisioned = age();
        }
    }

    @Override
    public void onStepFailed(ProvisioningStep step, Failure failure, Duration nextAttemptIn) {
        reporter.accept(new FleetNews.StepFailed(step, failure));
    }

    @Override
    public void onStatusChanged(CloudStatus status) {
        Duration before = provisioned;
        if (status.isOnline() && before != null && !reported) {
            reported = true;
            reporter.accept(new FleetNews.Online(new Journey(before, age())));
        }
    }

    private Duration age() {
        return Duration.ofNanos(nanoTime.getAsLong() - start);
    }

    @Override
    public void close() {
        client.close();
        cloud.close();
    }
}
