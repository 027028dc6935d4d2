package org.dps4j.dps.trust;

import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.protocol.pki.OcfIdentity;
import org.dps4j.protocol.pki.ServerName;

/**
 * Whose certificate a service must show on one connection.
 *
 * @param host the DNS name or IP address, without brackets, that a subject alternative name must be; empty if any will do
 * @param serviceId the id that the common name must be; empty if any will do
 */
public record ExpectedServer(Optional<String> host, Optional<UUID> serviceId) {

    /** Anybody's. */
    public static final ExpectedServer ANY = new ExpectedServer(Optional.empty(), Optional.empty());

    /** Checks that both are there. */
    public ExpectedServer {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(serviceId, "serviceId");
    }

    /** What is wrong with the names of {@code leaf}; empty if they are as expected. */
    Optional<String> refusal(X509Certificate leaf) {
        return host.filter(expected -> !ServerName.covers(leaf, expected))
                .map(expected -> "expected a certificate for the host " + expected + ", found one for "
                        + ServerName.describe(leaf) + "; correct the endpoint or the service's certificate")
                .or(() -> serviceId
                        .filter(expected -> !OcfIdentity.deviceIdOf(leaf).equals(Optional.of(expected)))
                        .map(expected -> "expected the service " + OcfIdentity.commonName(expected) + ", found "
                                + OcfIdentity.commonNameOf(leaf).orElse("no common name")
                                + "; correct the expected id or the endpoint"));
    }
}
