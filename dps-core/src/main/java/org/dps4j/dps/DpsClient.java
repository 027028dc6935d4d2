package org.dps4j.dps;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.dps4j.device.Device;
import org.dps4j.device.cloud.CloudClient;
import org.dps4j.device.server.DeviceResources;
import org.dps4j.dps.ClientLife.Wish;
import org.dps4j.dps.dhcp.DhcpResult;
import org.dps4j.dps.dhcp.VendorEncapsulatedOptions;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.endpoint.DpsEndpoints;
import org.dps4j.dps.endpoint.EndpointList;
import org.dps4j.dps.machine.Event;
import org.dps4j.dps.transport.Transport;
import org.dps4j.loop.Cancellable;

/**
 * Zero-touch provisioning of one device: asks a provisioning service for time, owner, cloud, credentials and access
 * rules, tries again for as long as it takes, and then starts the device's cloud client. From then on it renews the
 * credentials before they end, while the cloud client goes on.
 *
 * <p>Thread-safe. Nothing here blocks: what a call sets off happens on the device's loop, in the order of the calls.
 */
public final class DpsClient implements AutoCloseable {

    private static final String CLOSED = "the client is closed; build another one";

    private final Device device;
    private final DpsEndpoints endpoints;
    private final AtomicReference<DpsConfig> config;
    private final AtomicReference<ClientLife> life = new AtomicReference<>(ClientLife.INITIAL);
    private final Listeners listeners;
    private final FailureHistory failures;
    private final Interpreter interpreter;
    private final DpsLog log;
    private final ToldServices told;
    private final Optional<DeviceResources> own;
    private final ShownProvisioning shown;

    DpsClient(DpsClientBuilder parts, CloudClient cloud, Transport transport) {
        this.device = parts.device;
        this.config = new AtomicReference<>(parts.config);
        this.log = new UnfailingLog(parts.log);
        this.endpoints = new DpsEndpoints(
                parts.endpoints,
                failure -> log.log(Level.ERROR, "a listener of the endpoints failed and is ignored: " + failure));
        this.listeners = new Listeners(log);
        this.failures = new FailureHistory(device);
        listeners.add(new LoggingListener(log));
        listeners.add(failures);
        listeners.add(new ProvisionedMark(device, log));
        parts.listeners.forEach(listeners::add);
        this.own = parts.resources.isPresent() ? Optional.empty() : Optional.of(DeviceResources.of(device));
        DeviceResources resources = own.or(() -> parts.resources).orElseThrow();
        this.told = new ToldServices(device, endpoints, config, this::life, log);
        this.shown = new ShownProvisioning(this, resources, told, log);
        listeners.add(shown);
        var unused = endpoints.onChange(shown::changed);
        this.interpreter = new Interpreter(
                device, endpoints, this::config, transport, cloud, new DeviceAnswers(resources), listeners, log);
    }

    /** Collects what a client for {@code device} needs. */
    public static DpsClientBuilder builder(Device device) {
        return new DpsClientBuilder(device);
    }

    /**
     * Starts provisioning with the first step that is missing; with nothing missing it starts the cloud client. If these
     * very endpoints sent the device elsewhere in an earlier run, it goes there.
     *
     * @throws MissingManufacturerCertificateException if no manufacturer certificate with its key is installed
     * @throws IllegalStateException if the client is closed
     */
    public StartResult start() throws MissingManufacturerCertificateException {
        return begin(now -> now.wish() != Wish.STARTED, () -> {});
    }

    /** Has all steps done again, for an order from the time of {@code asked}; not where the device was reset since. */
    void provisionAgain(ClientLife asked) throws MissingManufacturerCertificateException {
        var unused = begin(now -> !now.wasResetSince(asked), this::forceReprovision);
    }

    private StartResult begin(Predicate<ClientLife> wanted, Runnable first)
            throws MissingManufacturerCertificateException {
        ClientLife before = life();
        if (before.wish() == Wish.CLOSED) {
            throw new IllegalStateException(CLOSED);
        }
        if (!wanted.test(before)) {
            return StartResult.ALREADY_STARTED;
        }
        if (told.list().selected().isEmpty()) {
            return StartResult.NO_ENDPOINT_SELECTED;
        }
        if (device.state().credentials().manufacturerIdentity().isEmpty()) {
            throw new MissingManufacturerCertificateException();
        }
        ClientLife begun = before.started();
        if (!life.compareAndSet(before, begun)) {
            return begin(wanted, first);
        }
        first.run();
        StartWarnings.log(config(), device.state(), log);
        interpreter.start(begun.run());
        return StartResult.STARTED;
    }

    /** Stops: closes the connection, makes no further attempt and renews nothing. The cloud client and what is stored stay as they are. */
    public void stop() {
        ClientLife before = Objects.requireNonNull(life.getAndUpdate(ClientLife::stopped));
        if (before.wish() == Wish.STARTED) {
            interpreter.end(before.run(), new Event.Stopped());
        }
    }

    /** Stops, then starts. With no step missing, a cloud client that is online starts over. */
    public StartResult restart() throws MissingManufacturerCertificateException {
        stop();
        return start();
    }

    /** Whether it was started and not stopped since; it stays so after everything is done. */
    public boolean isStarted() {
        return life().wish() == Wish.STARTED;
    }

    ClientLife life() {
        return Objects.requireNonNull(life.get());
    }

    /** The device that is provisioned. */
    public Device device() {
        return device;
    }

    /**
     * Tells the client that the device is reset: it stops, and forgets its endpoints, its status and the fingerprint of its
     * service. The application calls it in its reset handler, then has the cloud client give the account up ({@link
     * CloudClient#signOff}), resets the device, installs its certificates, adds endpoints and starts again. A cloud client
     * that was not signed off stays online under the old id until then. Until that next start nobody can order anything by
     * {@code /plgd/dps}, and nothing that was ordered or told before has an effect.
     */
    public void onFactoryReset() {
        ClientLife before = Objects.requireNonNull(life.getAndUpdate(ClientLife::reset));
        endpoints.change(list -> EndpointList.EMPTY);
        reconfigure(DpsConfig::withoutServerFingerprint);
        interpreter.end(before.run(), new Event.Reset());
        device.loop().execute(failures::forget);
        shown.changed();
    }

    /** Has the next attempt, or else the next start, do all steps, whatever is stored. It starts nothing by itself. */
    public void forceReprovision() {
        interpreter.post(new Event.ReprovisionForced());
    }

    /**
     * Whether the next attempt, or else the next start, does all steps: because of {@link #forceReprovision}, as soon as the
     * device's loop heard of it, or because a failure demands it.
     */
    public boolean isReprovisionForced() {
        return interpreter.isReprovisionForced();
    }

    /**
     * Starts the cloud client with the configuration and the identity that the device has, whatever provisioning does, and
     * leaves provisioning as it is.
     *
     * @return completes on the device's loop when the cloud client took them on; fails with {@link IllegalStateException}
     *     without an identity, with the client's own exception where it refuses; cancelled where this client is closed
     */
    public CompletableFuture<Void> startCloud() {
        return interpreter.startCloud();
    }

    /** How far it is now. */
    public Snapshot snapshot() {
        return interpreter.snapshot();
    }

    /**
     * The attempts that failed, the oldest first: the last {@value FailureHistory#MOST} since the client was built or the
     * device was reset, whether it was provisioned in between or not.
     */
    public List<FailedAttempt> failures() {
        return failures.last();
    }

    /**
     * Completes, on the device's loop, as soon as all steps are done and the cloud client was started; at once if that is
     * so already. After a stop it waits for the next start. Cancelled by {@link #close}. The client keeps it until then:
     * who gives up cancels it, or gives it an {@code orTimeout}.
     */
    public CompletableFuture<Snapshot> provisioned() {
        return interpreter.provisioned();
    }

    /**
     * Whether the device was wholly provisioned once since its last factory reset, in this run of the program or in an
     * earlier one. It says so as soon as that is stored, shortly after {@link #provisioned}.
     */
    public boolean hasBeenProvisionedSinceReset() {
        return DpsMemory.of(device.state()).provisionedSinceReset();
    }

    /** How the device is provisioned. */
    public DpsConfig config() {
        return Objects.requireNonNull(config.get());
    }

    /** Puts {@code another} configuration in place of the one before, as {@link #reconfigure(UnaryOperator)} does. */
    public void reconfigure(DpsConfig another) {
        config.set(Objects.requireNonNull(another, "another"));
    }

    /**
     * Provisions differently from now on: the retry table from the next attempt, the rest from the next connection. Takes
     * no effect on a closed client.
     *
     * @param change makes the next configuration of the one that holds, which DHCP may have changed; a pure function, for
     *     it is asked again where another thread was faster
     */
    public void reconfigure(UnaryOperator<DpsConfig> change) {
        config.updateAndGet(before -> Objects.requireNonNull(change.apply(before), "no configuration"));
    }

    /** The services the device may turn to. */
    public DpsEndpoints endpoints() {
        return endpoints;
    }

    /**
     * Takes what a DHCP server says: another service in place of all, another fingerprint; what it does not name stays.
     * Where all steps are to be done again, the caller does so: {@link #forceReprovision}, then {@link #restart}.
     *
     * @return completes on the device's loop, and never fails: where a change cannot be stored, or the device is reset
     *     before it is, the log says so; cancelled where this client is closed, which changes nothing then
     */
    public CompletableFuture<DhcpResult> applyDhcpOptions(VendorEncapsulatedOptions options) {
        return told.apply(Objects.requireNonNull(options, "options"));
    }

    /**
     * Has the device show {@code /plgd/dps}, by which those whom its access rules allow it see how far provisioning is, have
     * it done again or by other services, and reset the device if its resources have a {@code Maintenance} that does so.
     * It is published to the cloud. Nothing happens if it is there already; {@link #close} removes it.
     *
     * @throws IllegalStateException if the client is closed, or was built without {@link DpsClientBuilder#resources}: nobody would
     *     see it
     * @throws IllegalArgumentException if another client shows it
     */
    public void addConfigurationResource() {
        if (own.isPresent()) {
            throw new IllegalStateException("nobody would see the resource: build the client with resources(...), those"
                    + " that the device's cloud client shows");
        }
        if (!shown.show()) {
            throw new IllegalStateException(CLOSED);
        }
    }

    /** Removes {@code /plgd/dps}, if it is there. */
    public void removeConfigurationResource() {
        shown.hide();
    }

    /**
     * The service to which the next start turns instead of the one that is selected now, because in an earlier run the
     * device was sent there from these very endpoints: by a service, by DHCP, or by who wrote {@code /plgd/dps}. Empty
     * where the selected one counts.
     */
    public Optional<DpsEndpoint> storedRedirect() {
        EndpointList named = endpoints.list();
        return told.list().selected().filter(instead -> !named.selected().equals(Optional.of(instead)));
    }

    /** Adds a listener until the returned handle is cancelled. */
    public Cancellable addListener(DpsListener listener) {
        return listeners.add(Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Stops for good: after the tasks that the device's loop has then, no timer and no connection is left. The device and
     * its cloud client stay as they are. Closing twice is fine.
     */
    @Override
    public void close() {
        ClientLife before = Objects.requireNonNull(life.getAndUpdate(ClientLife::closed));
        if (before.wish() != Wish.CLOSED) {
            shown.hide();
            interpreter.close();
            own.ifPresent(DeviceResources::close);
        }
    }
}
