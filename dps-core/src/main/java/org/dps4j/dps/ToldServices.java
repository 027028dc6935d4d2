package org.dps4j.dps;

import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.dps.dhcp.DhcpDecision;
import org.dps4j.dps.dhcp.DhcpResult;
import org.dps4j.dps.dhcp.DhcpSituation;
import org.dps4j.dps.dhcp.VendorEncapsulatedOptions;
import org.dps4j.dps.endpoint.DpsEndpoints;
import org.dps4j.dps.endpoint.EndpointList;
import org.dps4j.protocol.pki.Fingerprint;

/** Puts the services that others name in place of the application's, once that is stored. Confined to the loop. */
final class ToldServices {

    private final Device device;
    private final DpsEndpoints endpoints;
    private final AtomicReference<DpsConfig> config;
    private final DpsLog log;

    ToldServices(Device device, DpsEndpoints endpoints, AtomicReference<DpsConfig> config, DpsLog log) {
        this.device = device;
        this.endpoints = endpoints;
        this.config = config;
        this.log = log;
    }

    /** The services that the device turns to, or will once it is started. May be called from any thread. */
    EndpointList list() {
        return DpsMemory.of(device.state()).insteadOf(endpoints.list());
    }

    /** Replaces all services; the stage fails, and nothing has changed, where that cannot be stored. */
    CompletableFuture<DeviceState> replaceBy(EndpointList others) {
        return device.update(state -> {
                    DpsMemory memory = DpsMemory.of(state);
                    return memory.replaced(memory.insteadOf(endpoints.list()), others)
                            .into(state);
                })
                .whenComplete((state, failure) -> {
                    if (failure == null) {
                        endpoints.change(list -> others);
                    }
                });
    }

    /** Does what follows from options that a DHCP server told. */
    CompletableFuture<DhcpResult> apply(VendorEncapsulatedOptions told) {
        DhcpDecision decision = DhcpDecision.on(told, situation());
        CompletableFuture<?> stored = decision.endpoints().isPresent()
                ? replaceBy(decision.endpoints().get())
                : CompletableFuture.completedFuture(null);
        return stored.handle((nothing, failure) -> {
            if (failure != null) {
                log.log(
                        Level.WARNING,
                        "what DHCP says of the service is not taken, for it cannot be stored: "
                                + Causes.of(failure).getMessage());
                return DhcpResult.ERROR;
            }
            decision.fingerprint().ifPresent(this::trust);
            return decision.result();
        });
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

    private void trust(Fingerprint fingerprint) {
        config.updateAndGet(now -> now.withServerFingerprint(fingerprint));
    }
}
