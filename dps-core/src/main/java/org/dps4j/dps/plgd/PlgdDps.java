package org.dps4j.dps.plgd;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.dps4j.device.Device;
import org.dps4j.device.cloud.CloudClient;
import org.dps4j.device.security.SecurityProfiles;
import org.dps4j.device.server.DeviceResources;
import org.dps4j.dps.DpsClient;
import org.dps4j.dps.DpsClientBuilder;
import org.dps4j.dps.DpsConfig;
import org.dps4j.dps.DpsLog;
import org.dps4j.dps.MissingManufacturerCertificateException;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.observer.ObserverSettings;
import org.dps4j.dps.trust.ServerVerification;
import org.jspecify.annotations.Nullable;

/**
 * The functions of plgd's first version for the devices of one program; a device's index is its place in the list.
 *
 * <p>To be called from the program's own threads: a function that changes a device or waits for its end throws {@link
 * IllegalStateException} on the device's loop, where it would wait for itself. Functions that return an {@code int} return
 * 0, or the id that was asked for, or a negative number after they wrote the reason to the log function.
 */
public final class PlgdDps {

    private static final int OK = 0;
    private static final int FAILED = -1;

    private final List<Device> devices;
    private final Function<Device, CloudClient> clouds;
    private final Optional<Function<Device, DeviceResources>> resources;
    private volatile List<PlgdContext> contexts = List.of();

    /**
     * For {@code devices}, which run already.
     *
     * @param clouds who takes over each device once it is provisioned
     */
    public PlgdDps(List<Device> devices, Function<Device, CloudClient> clouds) {
        this(devices, clouds, Optional.empty());
    }

    /**
     * For {@code devices}, which run already.
     *
     * @param clouds who takes over each device once it is provisioned
     * @param resources what the cloud client of each device shows, for {@link #setConfigurationResource}
     */
    public PlgdDps(
            List<Device> devices, Function<Device, CloudClient> clouds, Function<Device, DeviceResources> resources) {
        this(devices, clouds, Optional.of(resources));
    }

    private PlgdDps(
            List<Device> devices,
            Function<Device, CloudClient> clouds,
            Optional<Function<Device, DeviceResources>> resources) {
        this.devices = List.copyOf(devices);
        this.clouds = clouds;
        this.resources = resources;
    }

    /** Sets the one log function of the program; null puts the default back. What it throws goes to the default. */
    public static void setLogFn(@Nullable DpsLog fn) {
        PlgdLog.function(fn);
    }

    /** The one log function of the program; SLF4J's logger {@code org.dps4j.dps} until another one is set. */
    public static DpsLog getLogFn() {
        return PlgdLog.function();
    }

    /** Sets from which level on lines reach the log function; {@link Level#OFF} lets none pass. */
    public static void logSetLevel(Level least) {
        PlgdLog.level(Objects.requireNonNull(least, "least"));
    }

    /** From which level on lines reach the log function; all of them until it is set otherwise. */
    public static Level logGetLevel() {
        return PlgdLog.level();
    }

    /**
     * Makes a context for each device. Negative if that was done before or there is no device.
     *
     * @param skipCaVerification true if the service's certificate is not to be verified; then no CA needs to be loaded.
     *     (The first version's text says the opposite in one place, which is an error there.)
     */
    public int init(boolean skipCaVerification) {
        if (!contexts.isEmpty() || devices.isEmpty()) {
            return failed(devices.isEmpty() ? "there is no device" : "init was called before");
        }
        DpsConfig config = DpsConfig.DEFAULTS.withVerification(verification(skipCaVerification));
        try {
            contexts = IntStream.range(0, devices.size())
                    .mapToObj(index -> context(index, config, skipCaVerification))
                    .toList();
            return OK;
        } catch (RuntimeException e) {
            return failed("a device cannot be provisioned: " + e.getMessage());
        }
    }

    private PlgdContext context(int index, DpsConfig config, boolean skipCaVerification) {
        Device device = devices.get(index);
        CloudClient cloud = clouds.apply(device);
        DpsClientBuilder client = DpsClient.builder(device)
                .config(config)
                .cloud(cloud)
                .log((level, line) -> PlgdLog.log(level, "device(" + index + ") " + line));
        resources.ifPresent(its -> client.resources(its.apply(device)));
        return new PlgdContext(index, client.build(), cloud, skipCaVerification);
    }

    /** Stops all devices and frees all contexts. Returns when nothing of them is left; the devices stay. */
    public void shutdown() {
        List<PlgdContext> last = contexts;
        last.forEach(context -> requireOutside(context.owner()));
        contexts = List.of();
        last.forEach(PlgdContext::close);
        last.forEach(context -> barrier(context.owner()).join());
    }

    /** The context of a device; empty for an index that no device has, and before {@link #init}. */
    public Optional<PlgdContext> getContext(int device) {
        List<PlgdContext> now = contexts;
        return device >= 0 && device < now.size() ? Optional.of(now.get(device)) : Optional.empty();
    }

    /**
     * Sets both callbacks in place of those before; null for none.
     *
     * @param onStatus called when the status changes, to 0 when the manager stops, and at each failure
     * @param onCloud called with each status that the cloud client reports, and each failure of it
     */
    public <S extends @Nullable Object, C extends @Nullable Object> void managerInitCallbacks(
            PlgdContext context,
            @Nullable PlgdCallback<S> onStatus,
            S statusData,
            @Nullable PlgdCallback<C> onCloud,
            C cloudData) {
        context.callbacks(onStatus, statusData, onCloud, cloudData);
    }

    /** Starts provisioning from the service at {@code endpoint}. Does nothing if it is started already. */
    public int managerStart(@Nullable PlgdContext context, @Nullable String endpoint) {
        if (context == null || endpoint == null) {
            return failed("managerStart needs a context and an endpoint");
        }
        if (context.client().isStarted()) {
            return OK;
        }
        try {
            return start(context, DpsEndpoint.of(endpoint));
        } catch (IllegalArgumentException e) {
            return failed(String.valueOf(e.getMessage()));
        }
    }

    private static int start(PlgdContext context, DpsEndpoint endpoint) {
        context.endpoint(endpoint);
        context.client().endpoints().replaceWith(endpoint);
        try {
            context.client().start();
            return OK;
        } catch (MissingManufacturerCertificateException | IllegalStateException e) {
            return failed(String.valueOf(e.getMessage()));
        }
    }

    /** Stops provisioning and closes the connection to the service. */
    public void managerStop(PlgdContext context) {
        context.client().stop();
        context.cleared();
    }

    /**
     * Cleans up after the device was reset and starts again with the endpoint of the last start; where there was none yet,
     * it only cleans up. The last call of a program's reset handler, which signs the device off from its cloud first.
     */
    public int onFactoryReset(PlgdContext context) {
        context.client().onFactoryReset();
        context.cleared();
        DpsEndpoint last = context.endpoint();
        return last == null ? OK : start(context, last);
    }

    /**
     * Says which trust anchor is the service's CA, and whether it is verified at all. A trust anchor that was named before
     * is removed from the device.
     *
     * @param credentialId as {@link #pkiAddTrustAnchor} returned it, or {@link PlgdContext#UNSET}
     */
    public void setServiceCa(PlgdContext context, int credentialId, boolean skip) {
        int before = context.serviceCaCredentialId();
        if (before != credentialId
                && PlgdCredentials.isTrustAnchor(context.owner().state(), before)) {
            pkiRemoveCredential(context.device(), before);
        }
        context.serviceCa(credentialId, skip);
        context.client().reconfigure(now -> now.withVerification(verification(skip)));
    }

    /**
     * Sets how patiently the device's cloud is watched after it was started.
     *
     * @param maxCount looks without progress after which the next server is turned to, 0 to 255; 0 never does
     * @param intervalSeconds between two looks, 1 to 255
     * @return false, with the reason in the log function, if one of them is out of its range
     */
    public boolean setCloudObserverConfiguration(PlgdContext context, int maxCount, int intervalSeconds) {
        try {
            ObserverSettings settings = new ObserverSettings(maxCount, Duration.ofSeconds(intervalSeconds));
            context.client().reconfigure(now -> now.withObserver(settings));
            return true;
        } catch (IllegalArgumentException e) {
            failed(String.valueOf(e.getMessage()));
            return false;
        }
    }

    /** How patiently the device's cloud is watched; 30 looks, one each second, until it is set otherwise. */
    public ObserverSettings getCloudObserverConfiguration(PlgdContext context) {
        return context.client().config().observer();
    }

    /**
     * Has a device show {@code /plgd/dps}, or no longer; see {@link DpsClient#addConfigurationResource}.
     *
     * @throws IllegalStateException if it is to be shown and the constructor was not told what the cloud client shows
     */
    public void setConfigurationResource(PlgdContext context, boolean create) {
        if (create) {
            context.client().addConfigurationResource();
        } else {
            context.client().removeConfigurationResource();
        }
    }

    /**
     * Installs the manufacturer certificate of a device.
     *
     * @param certificate PEM, the device's own certificate first, up to 64 KiB
     * @param key PEM of its private key, not encrypted
     * @return the id of the credential, or negative
     */
    public int pkiAddManufacturerCertificate(int device, byte[] certificate, byte[] key) {
        return install(device, PlgdCredentials.manufacturerCertificate(certificate, key));
    }

    /**
     * Installs a certificate by which a device judges provisioning services.
     *
     * @param certificate PEM, up to 64 KiB
     * @return the id of the credential, or negative
     */
    public int pkiAddTrustAnchor(int device, byte[] certificate) {
        return install(device, PlgdCredentials.trustAnchor(certificate));
    }

    /** Removes a credential; false if the device has none with this id or cannot store that it is gone. */
    public boolean pkiRemoveCredential(int device, int credentialId) {
        if (device < 0 || device >= devices.size()) {
            return false;
        }
        Device owner = devices.get(device);
        if (owner.state().credentials().find(credentialId).isEmpty()) {
            return false;
        }
        requireOutside(owner);
        try {
            owner.update(state -> state.withCredentials(state.credentials().without(credentialId)))
                    .join();
        } catch (CompletionException e) {
            failed("credential " + credentialId + " cannot be removed: " + reason(e));
            return false;
        }
        getContext(device).ifPresent(context -> context.forget(credentialId));
        return true;
    }

    /**
     * Names the security profiles of a device, which it shows from then on, and the manufacturer certificate that vouches
     * for them. Negative if that certificate is not there.
     */
    public int pkiSetSecurityProfile(
            int device, PlgdSecurityProfile supported, PlgdSecurityProfile current, int manufacturerCredentialId) {
        Optional<PlgdContext> context = getContext(device);
        boolean vouched = context.filter(its ->
                        PlgdCredentials.isManufacturerCertificate(its.owner().state(), manufacturerCredentialId))
                .isPresent();
        if (!vouched) {
            return failed("profile " + current + " of " + supported + " needs a manufacturer certificate, and device("
                    + device + ") has none with the id " + manufacturerCredentialId);
        }
        requireOutside(context.get().owner());
        SecurityProfiles profiles = new SecurityProfiles(
                EnumSet.of(supported.profile(), current.profile()),
                current.profile(),
                Optional.of(manufacturerCredentialId));
        try {
            context.get()
                    .owner()
                    .update(state -> state.withSecurityProfiles(profiles))
                    .join();
        } catch (CompletionException e) {
            return failed(reason(e));
        }
        context.get().manufacturerCredentialId(manufacturerCredentialId);
        return OK;
    }

    private int install(int device, PlgdCredentials.Installation installation) {
        if (device < 0 || device >= devices.size()) {
            return failed("there is no device(" + device + ")");
        }
        Device owner = devices.get(device);
        requireOutside(owner);
        CompletableFuture<Integer> id = new CompletableFuture<>();
        try {
            owner.update(state -> {
                        PlgdCredentials.Result result = installation.into(state);
                        id.complete(result.id());
                        return result.state();
                    })
                    .join();
            return id.join();
        } catch (CompletionException e) {
            return failed(reason(e));
        }
    }

    private static CompletableFuture<Void> barrier(Device device) {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        device.loop().execute(() -> reached.complete(null));
        return reached;
    }

    static void requireOutside(Device device) {
        if (device.loop().inLoop()) {
            throw new IllegalStateException("call this from a thread of the program, not from the device's loop");
        }
    }

    private static String reason(CompletionException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return String.valueOf(cause.getMessage());
    }

    private static ServerVerification verification(boolean skip) {
        return skip ? ServerVerification.SKIPPED : ServerVerification.REQUIRED;
    }

    static int failed(String why) {
        PlgdLog.log(Level.ERROR, why);
        return FAILED;
    }
}
