package org.dps4j.dps;

import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.security.Change;
import org.dps4j.dps.ClientLife.Wish;
import org.dps4j.dps.dhcp.DhcpDecision;
import org.dps4j.dps.dhcp.DhcpResult;
import org.dps4j.dps.dhcp.DhcpSituation;
import org.dps4j.dps.dhcp.VendorEncapsulatedOptions;
import org.dps4j.dps.endpoint.DpsEndpoints;
import org.dps4j.dps.endpoint.EndpointList;
import org.dps4j.dps.resource.Provisioning.Reception;
import org.dps4j.protocol.pki.Fingerprint;

/** Puts the services that others name in place of the application's, once that is stored. Confined to the loop. */
final class ToldServices {

    private final Device device;
    private final DpsEndpoints endpoints;
    private final AtomicReference<DpsConfig> config;
    private final Supplier<ClientLife> life;
    private final DpsLog log;

    ToldServices(
            Device device,
            DpsEndpoints endpoints,
            AtomicReference<DpsConfig> config,
            Supplier<ClientLife> life,
            DpsLog log) {
        this.device = device;
        this.endpoints = endpoints;
        this.config = config;
        this.life = life;
        this.log = log;
    }

    /** The services that the device turns to, or will once it is started. May be called from any thread. */
    EndpointList list() {
        return DpsMemory.of(device.state()).insteadOf(endpoints.list());
    }

    /** What the client is to do now. */
    ClientLife now() {
        return life.get();
    }

    /**
     * Replaces all services, unless the device is reset before that is done; the stage fails, and nothing has changed,
     * where that cannot be stored.
     *
     * @param asked the time from which the order is
     */
    CompletableFuture<Reception> replaceBy(EndpointList others, ClientLife asked) {
        UUID id = device.state().id();
        return device.apply(state -> {
                    if (now().wasResetSince(asked) || !state.id().equals(id)) {
                        return new Change.Refused<>("device " + id, "one that is reset");
                    }
                    DpsMemory memory = DpsMemory.of(state);
                    return new Change.Applied<>(memory.replaced(memory.insteadOf(endpoints.list()), others)
                            .into(state));
                })
                .thenApply(change -> {
                    if (change instanceof Change.Refused<DeviceState>) {
                        return Reception.PUT_OFF;
                    }
                    endpoints.change(list -> now().wasResetSince(asked) ? list : others);
                    return receptionSince(asked);
                });
    }

    private Reception receptionSince(ClientLife asked) {
        return now().wasResetSince(asked) ? Reception.PUT_OFF : Reception.TAKEN;
    }

    /** Does what follows from options that a DHCP server told. May be called from any thread. */
    CompletableFuture<DhcpResult> apply(VendorEncapsulatedOptions told) {
        ClientLife asked = now();
        CompletableFuture<DhcpResult> result = new CompletableFuture<>();
        device.loop().execute(() -> {
            if (now().wish() == Wish.CLOSED) {
                result.cancel(false);
            } else {
                var unused = apply(told, asked).thenAccept(result::complete);
            }
        });
        return result;
    }

    private CompletableFuture<DhcpResult> apply(VendorEncapsulatedOptions told, ClientLife asked) {
        DhcpDecision decision = DhcpDecision.on(told, situation());
        CompletableFuture<Reception> stored = decision.endpoints().isPresent()
                ? replaceBy(decision.endpoints().get(), asked)
                : CompletableFuture.completedFuture(receptionSince(asked));
        return stored.handle((reception, failure) -> {
            if (failure != null) {
                return untaken("it cannot be stored: " + Causes.of(failure).getMessage());
            }
            if (reception == Reception.PUT_OFF) {
                return untaken("the device is reset meanwhile");
            }
            decision.fingerprint().ifPresent(fingerprint -> trust(fingerprint, asked));
            return decision.result();
        });
    }

    private DhcpResult untaken(String reason) {
        log.log(Level.WARNING, "what DHCP says of the service is not taken, for " + reason);
        return DhcpResult.ERROR;
    }

    private DhcpSituation situation() {
        DeviceState state = device.state();
        DpsConfig now = Objects.requireNonNull(config.get());
        DpsMemory memory = DpsMemory.of(state);
        return new DhcpSituation(
                memory.known(list()),
                now.serverFingerprint(),
                StoredProgress.of(state, device.clock().certificateTime(), now.expiringLimit()));
    }

    private void trust(Fingerprint fingerprint, ClientLife asked) {
        config.updateAndGet(how -> now().wasResetSince(asked) ? how : how.withServerFingerprint(fingerprint));
    }
}
