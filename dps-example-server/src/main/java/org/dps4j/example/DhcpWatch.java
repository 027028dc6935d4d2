package org.dps4j.example;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.dps4j.dps.DpsClient;
import org.dps4j.dps.MissingManufacturerCertificateException;
import org.dps4j.dps.dhcp.DhcpResult;
import org.dps4j.dps.dhcp.VendorEncapsulatedOptions;
import org.dps4j.loop.Cancellable;
import org.dps4j.loop.Loop;
import org.jspecify.annotations.Nullable;

/**
 * Looks every 5 s into the leases of this machine's DHCP client, and has the device turn to the service that they name.
 * What cannot be used is said once, and looked at again. Its state is the loop's; its methods may be called from any
 * thread.
 */
final class DhcpWatch {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final LeasesFile leases;
    private final DpsClient client;
    private final Loop loop;
    private final Executor workers;
    private final Surroundings around;
    private Cancellable next = () -> {};
    private long watch;
    private String complaint = "";

    /** @param workers for the reading of the file */
    DhcpWatch(LeasesFile leases, DpsClient client, Executor workers, Surroundings around) {
        this.leases = leases;
        this.client = client;
        this.loop = client.device().loop();
        this.workers = workers;
        this.around = around;
    }

    /** Looks once, and begins to look again and again; the future completes after the first look, and never fails. */
    CompletableFuture<DhcpResult> begin() {
        return pause().thenCompose(number -> look(number).thenApply(result -> {
            if (result == DhcpResult.NEED_REPROVISION) {
                client.forceReprovision();
            }
            lookLater(number);
            return result;
        }));
    }

    /** Looks no more until the next beginning; completes on the loop, with the number of the next watch. */
    CompletableFuture<Long> pause() {
        CompletableFuture<Long> paused = new CompletableFuture<>();
        loop.execute(() -> {
            next.cancel();
            paused.complete(++watch);
        });
        return paused;
    }

    private void lookLater(long number) {
        if (number == watch) {
            next = loop.schedule(INTERVAL, () -> {
                var unused = look(number).thenAccept(result -> {
                    provisionAgain(result, number);
                    lookLater(number);
                });
            });
        }
    }

    private void provisionAgain(DhcpResult result, long number) {
        if (result != DhcpResult.NEED_REPROVISION || number != watch) {
            return;
        }
        client.forceReprovision();
        try {
            client.restart();
        } catch (MissingManufacturerCertificateException | IllegalStateException e) {
            around.err()
                    .println("ERROR: pull vendor_encapsulated_options: failed to restart dps manager: "
                            + e.getMessage());
        }
    }

    /** Completes on the loop, and never fails. */
    private CompletableFuture<DhcpResult> look(long number) {
        CompletableFuture<DhcpResult> done = new CompletableFuture<>();
        var unused = reading()
                .thenComposeAsync(
                        found -> number == watch
                                ? client.applyDhcpOptions(found).thenApply(result -> report(found, result))
                                : CompletableFuture.completedFuture(DhcpResult.NOT_CHANGED),
                        loop)
                .whenCompleteAsync(
                        (result, failure) -> done.complete(failure == null ? result : complain(failure)), loop);
        return done;
    }

    private CompletableFuture<VendorEncapsulatedOptions> reading() {
        try {
            return CompletableFuture.supplyAsync(this::read, workers);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private VendorEncapsulatedOptions read() {
        try {
            return leases.read();
        } catch (UnusableLeases e) {
            throw new CompletionException(e);
        }
    }

    private DhcpResult report(VendorEncapsulatedOptions found, DhcpResult result) {
        if (result == DhcpResult.ERROR) {
            complain("ERROR: pull vendor_encapsulated_options: error during update; the log says why");
            return result;
        }
        complaint = "";
        if (result == DhcpResult.UPDATED || result == DhcpResult.NEED_REPROVISION) {
            around.out()
                    .println("DHCP: "
                            + found.endpoint().map(its -> "endpoint " + its).orElse("no endpoint")
                            + ", "
                            + found.fingerprint()
                                    .map(its -> "fingerprint " + its)
                                    .orElse("no fingerprint"));
        }
        return result;
    }

    private DhcpResult complain(Throwable failure) {
        @Nullable Throwable cause = failure.getCause();
        complain(String.valueOf((cause == null ? failure : cause).getMessage()));
        return DhcpResult.ERROR;
    }

    private void complain(String found) {
        if (!found.equals(complaint)) {
            around.err().println(found);
        }
        complaint = found;
    }
}
