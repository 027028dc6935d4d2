package org.dps4j.example;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.Platform;
import org.dps4j.device.UnreadableStateException;
import org.dps4j.device.cloud.client.CloudSettings;
import org.dps4j.device.cloud.client.OcfCloudClient;
import org.dps4j.device.resource.core.Maintenance;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.device.server.DeviceResources;
import org.dps4j.device.store.FileDeviceStore;
import org.dps4j.dps.DpsClient;
import org.dps4j.dps.DpsClientBuilder;
import org.dps4j.dps.MissingManufacturerCertificateException;
import org.dps4j.dps.Snapshot;
import org.dps4j.dps.StartResult;
import org.dps4j.loop.Loop;

/**
 * The device of this program: what it does at its start and when it is reset. Its methods wait for what they set off and
 * are called by one thread, which is not the loop's.
 */
final class ExampleDevice implements AutoCloseable {

    private static final String MANUFACTURER = "ocfcloud.com";
    private static final String DEVICE_TYPE = "oic.d.cloudDevice";
    private static final Duration SIGN_OFF = Duration.ofSeconds(3);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Options options;
    private final Surroundings around;
    private final FileDeviceStore store;
    private final Device device;
    private final OcfCloudClient cloud;
    private final DpsClient client;
    private final Optional<DhcpWatch> dhcp;
    private boolean waiting;

    private ExampleDevice(
            Options options,
            Surroundings around,
            FileDeviceStore store,
            Device device,
            OcfCloudClient cloud,
            DpsClient client,
            Optional<DhcpWatch> dhcp) {
        this.options = options;
        this.around = around;
        this.store = store;
        this.device = device;
        this.cloud = cloud;
        this.client = client;
        this.dhcp = dhcp;
        this.waiting = options.beginning() == Beginning.AFTER_RESET;
    }

    /**
     * Opens the device whose state is kept in the working directory, or makes a new one.
     *
     * @param workers for what blocks
     * @param maintenance what the device's cloud may order
     * @throws StartFailure before anything is opened or changed, where endpoint or certificates are at fault
     */
    static ExampleDevice open(
            Options options, Surroundings around, Loop loop, Executor workers, Maintenance maintenance)
            throws StartFailure {
        Optional<FactoryCertificates> certificates = options.beginning() == Beginning.AT_ONCE
                ? Optional.of(read(options, around, "failed to add initial certificates"))
                : Optional.empty();
        FileDeviceStore store = new FileDeviceStore(around.state(), workers, options.unreadable());
        Device device = openDevice(options, around, loop, store);
        DeviceResources resources = DeviceResources.of(device, maintenance);
        Appliance.addTo(resources);
        var unused = device.clock().addListener(new ClockReport(options.systemTime(), around, loop, workers));
        OcfCloudClient cloud = OcfCloudClient.of(resources, CloudSettings.DEFAULTS);
        cloud.addListener(new CloudReport(around, device));
        DpsClientBuilder builder = DpsClient.builder(device)
                .config(options.provisioning())
                .resources(resources)
                .cloud(cloud)
                .listener(new ProvisioningReport(around.out(), loop, around.processStart()));
        options.services().list().all().forEach(builder::endpoint);
        DpsClient client = builder.build();
        if (options.showsConfiguration()) {
            client.addConfigurationResource();
        }
        Optional<DhcpWatch> dhcp = options.leases()
                .map(leases -> new DhcpWatch(new LeasesFile(around.file(leases.path())), client, workers, around));
        ExampleDevice opened = new ExampleDevice(options, around, store, device, cloud, client, dhcp);
        if (certificates.isPresent()) {
            opened.become(certificates.get(), state -> state);
        }
        OverriddenArguments.warning(options, device.state(), opened.client.storedRedirect())
                .ifPresent(around.err()::println);
        return opened;
    }

    private static Device openDevice(Options options, Surroundings around, Loop loop, FileDeviceStore store)
            throws StartFailure {
        try {
            return Device.open(loop, store, () -> newDevice(options)).join();
        } catch (CompletionException e) {
            store.close();
            String remedy = e.getCause() instanceof UnreadableStateException
                    ? "; with " + CommandLineForm.SET_ASIDE + " this program does that"
                    : "";
            throw new StartFailure(
                    "ERROR: failed to create storage at path " + around.state() + ": " + reason(e) + remedy, e);
        }
    }

    private static DeviceState newDevice(Options options) {
        Platform platform = new Platform(UUID.randomUUID(), MANUFACTURER, DEVICE_TYPE);
        return DeviceState.fresh(UUID.randomUUID(), options.deviceName(), platform, DeviceKey.generate(RANDOM));
    }

    private static FactoryCertificates read(Options options, Surroundings around, String problem) throws StartFailure {
        try {
            FactoryCertificates certificates = FactoryCertificates.read(around.certificates(), options.trust());
            FactoryCertificates.warning(around.certificates()).ifPresent(around.err()::println);
            return certificates;
        } catch (StartFailure e) {
            throw new StartFailure(e.getMessage() + " (" + problem + ")", e);
        }
    }

    /** Begins provisioning, or goes on where it stopped, unless the device waits for a reset. */
    void start() throws StartFailure {
        around.out().println("Started device with ID: " + device.state().id());
        if (waiting) {
            around.out().println("Waiting for a reset (SIGHUP)");
            return;
        }
        dhcp.ifPresent(watch -> watch.begin().join());
        try {
            if (client.start() == StartResult.NO_ENDPOINT_SELECTED) {
                startWithoutService();
            }
        } catch (MissingManufacturerCertificateException e) {
            throw new StartFailure("ERROR: failed to start dps manager: " + e.getMessage(), e);
        }
    }

    private void startWithoutService() throws StartFailure {
        if (device.state().cloud().isProvisioned() && device.state().identity().isPresent()) {
            around.out().println("No endpoint: the device joins the cloud that it knows");
            wait(client.startCloud(), "ERROR: failed to start the cloud");
        } else if (dhcp.isEmpty()) {
            throw new StartFailure(
                    "ERROR: failed to start dps manager: there is no endpoint; name one on the command line,"
                            + " such as " + Options.DEFAULT_ENDPOINT);
        }
    }

    /** Connects anew, as after a start of the program. */
    void reconnect() throws StartFailure {
        if (!waiting) {
            client.stop();
            start();
        }
    }

    /**
     * Has the device leave its cloud, as well as that goes in 3 s, makes it new, as it left the factory, and provisions it
     * again.
     *
     * @throws StartFailure when that is not possible; then the device stays as it is and goes on
     */
    void factoryReset() throws StartFailure {
        FactoryCertificates certificates =
                read(options, around, "failed to add initial certificates on factory reset; the device stays as it is");
        dhcp.ifPresent(watch -> watch.pause().join());
        client.onFactoryReset();
        try {
            wait(cloud.signOff(SIGN_OFF), "cannot handle factory reset");
            become(certificates, state -> state.factoryReset(UUID.randomUUID(), DeviceKey.generate(RANDOM)));
            waiting = false;
        } finally {
            options.services().list().all().forEach(client.endpoints()::add);
            start();
        }
    }

    private void become(FactoryCertificates certificates, UnaryOperator<DeviceState> change) throws StartFailure {
        DeviceState after = GivenName.in(change.apply(device.state()), options.deviceName());
        FactoryCertificates.Installed installed = certificates.installIn(after);
        wait(device.update(state -> installed.state()), "cannot store the device's state");
        installed.report().forEach(around.out()::println);
    }

    private static void wait(CompletionStage<?> work, String problem) throws StartFailure {
        try {
            work.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new StartFailure(problem + ": " + reason(e), e);
        }
    }

    private static String reason(CompletionException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /** Completes when the device is provisioned and handed to its cloud. */
    CompletableFuture<Snapshot> provisioned() {
        return client.provisioned();
    }

    @Override
    public void close() {
        dhcp.ifPresent(watch -> watch.pause().join());
        client.close();
        var unused = cloud.stop()
                .toCompletableFuture()
                .exceptionally(failure -> null)
                .join();
        cloud.close();
        store.close();
    }
}
