package org.dps4j.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.dps4j.device.Device;
import org.dps4j.device.cloud.CloudClient;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.dps.plgd.PlgdContext;
import org.dps4j.dps.plgd.PlgdDps;
import org.dps4j.dps.plgd.PlgdSecurityProfile;
import org.dps4j.dps.plgd.PlgdStatus;

/**
 * How a program of plgd's first version reads in Java: certificates, callbacks, initialization and reset handler, with
 * that version's names. New programs take {@link org.dps4j.dps.DpsClient} instead.
 */
final class FirstVersionWalkthrough {

    private static final int DEVICE = 0;
    private static final Duration SIGN_OFF = Duration.ofSeconds(3);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final PlgdDps dps;
    private final Device device;
    private final CloudClient cloud;
    private final Path pkiCerts;
    private final PrintStream out;

    /** The stack has started: {@code device} runs. */
    FirstVersionWalkthrough(Device device, Function<Device, CloudClient> clouds, Path pkiCerts, PrintStream out) {
        this.device = device;
        this.cloud = clouds.apply(device);
        this.dps = new PlgdDps(List.of(device), its -> cloud);
        this.pkiCerts = pkiCerts;
        this.out = out;
    }

    /** Initialization, in the order that the first version asks for; 0, or negative after a message. */
    int start(String endpoint) {
        if (dps.init(false) != 0) {
            return failed("failed to initialize dps");
        }
        Optional<PlgdContext> context = dps.getContext(DEVICE);
        if (context.isEmpty()) {
            return failed("device(" + DEVICE + ") context not found");
        }
        if (!addInitialCertificates(context.get())) {
            return failed("failed to add initial certificates");
        }
        dps.managerInitCallbacks(context.get(), this::onStatus, "dps", this::onCloudStatus, "cloud");
        return dps.managerStart(context.get(), endpoint) == 0 ? 0 : failed("failed to start dps manager");
    }

    /**
     * The reset handler: the device leaves its cloud, becomes new, gets its certificates again, and is provisioned from the
     * start.
     */
    int reset() {
        Optional<PlgdContext> context = dps.getContext(DEVICE);
        if (context.isEmpty()) {
            return failed("skip factory reset handling: empty context");
        }
        dps.managerStop(context.get());
        cloud.signOff(SIGN_OFF).toCompletableFuture().join();
        device.update(state -> state.factoryReset(UUID.randomUUID(), DeviceKey.generate(RANDOM)))
                .join();
        if (!addInitialCertificates(context.get())) {
            return failed("failed to add initial certificates on factory reset");
        }
        return dps.onFactoryReset(context.get()) == 0 ? 0 : failed("cannot handle factory reset");
    }

    /** The end: stops all devices and frees everything. */
    void shutdown() {
        dps.shutdown();
    }

    /** All or nothing: what was installed is removed again when the rest cannot be. */
    private boolean addInitialCertificates(PlgdContext context) {
        Optional<byte[]> serviceCa = read("dpsca.pem");
        Optional<byte[]> certificate = read("mfgcrt.pem");
        Optional<byte[]> key = read("mfgkey.pem");
        if (serviceCa.isEmpty() || certificate.isEmpty() || key.isEmpty()) {
            return false;
        }
        int serviceCaId = dps.pkiAddTrustAnchor(DEVICE, serviceCa.get());
        if (serviceCaId < 0) {
            failed("ERROR: installing DPS trusted root ca");
            return false;
        }
        dps.setServiceCa(context, serviceCaId, false);
        out.println("DPS trusted root credid=" + serviceCaId);
        int manufacturerId = dps.pkiAddManufacturerCertificate(DEVICE, certificate.get(), key.get());
        if (manufacturerId < 0
                || dps.pkiSetSecurityProfile(
                                DEVICE, PlgdSecurityProfile.BLACK, PlgdSecurityProfile.BLACK, manufacturerId)
                        < 0) {
            failed("ERROR: installing manufacturer certificate");
            remove("trusted root", serviceCaId);
            return false;
        }
        out.println("manufacturer certificate credid=" + manufacturerId);
        return true;
    }

    private void remove(String what, int credentialId) {
        if (!dps.pkiRemoveCredential(DEVICE, credentialId)) {
            out.println("failed to remove " + what + " certificate(" + credentialId + ")");
        }
    }

    private Optional<byte[]> read(String file) {
        try {
            return Optional.of(Files.readAllBytes(pkiCerts.resolve(file)));
        } catch (IOException e) {
            failed("ERROR: unable to read " + pkiCerts.resolve(file));
            return Optional.empty();
        }
    }

    private void onStatus(PlgdContext context, int status, String data) {
        out.println(data + " of device(" + context.device() + "): "
                + (PlgdStatus.FAILURE.isIn(status) ? "failure, tried again" : "status " + status));
    }

    private void onCloudStatus(PlgdContext context, int status, String data) {
        out.println(data + " of device(" + context.device() + "): status " + status);
    }

    private int failed(String message) {
        out.println(message);
        return -1;
    }
}
