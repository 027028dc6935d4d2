package org.dps4j.dps.dhcp;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.protocol.pki.Fingerprint;

/**
 * What a device knows before it is told options.
 *
 * @param known the services that are no news to it
 * @param fingerprint by which it trusts a service
 * @param done the steps of provisioning that are done
 */
public record DhcpSituation(Set<URI> known, Optional<Fingerprint> fingerprint, Set<ProvisioningStep> done) {

    /** Copies the sets. */
    public DhcpSituation {
        known = Set.copyOf(known);
        Objects.requireNonNull(fingerprint, "fingerprint");
        done = Set.copyOf(done);
    }
}
