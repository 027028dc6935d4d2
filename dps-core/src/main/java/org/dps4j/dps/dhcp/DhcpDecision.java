package org.dps4j.dps.dhcp;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dps4j.dps.endpoint.EndpointList;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.protocol.pki.Fingerprint;

/**
 * What a device does about options that it was told. A pure function of them and the situation.
 *
 * @param result what the caller hears
 * @param endpoints the services in place of all that were listed; empty if they stay
 * @param fingerprint by which the device trusts a service from now on; empty if what it knows of it stays
 */
public record DhcpDecision(DhcpResult result, Optional<EndpointList> endpoints, Optional<Fingerprint> fingerprint) {

    /** Checks that nothing is missing. */
    public DhcpDecision {
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(endpoints, "endpoints");
        Objects.requireNonNull(fingerprint, "fingerprint");
    }

    /** Decides. */
    public static DhcpDecision on(VendorEncapsulatedOptions told, DhcpSituation now) {
        Optional<EndpointList> others = told.endpoint()
                .filter(endpoint -> !now.known().contains(endpoint.uri()))
                .map(EndpointList::of);
        return new DhcpDecision(result(told, now, others), others, told.fingerprint());
    }

    private static DhcpResult result(VendorEncapsulatedOptions told, DhcpSituation now, Optional<EndpointList> others) {
        boolean sameTrust = told.fingerprint().isEmpty() || told.fingerprint().equals(now.fingerprint());
        if (others.isEmpty() && sameTrust) {
            return DhcpResult.NOT_CHANGED;
        }
        boolean provisioned = now.done().containsAll(List.of(ProvisioningStep.values()));
        return others.isEmpty() && provisioned ? DhcpResult.UPDATED : DhcpResult.NEED_REPROVISION;
    }
}
