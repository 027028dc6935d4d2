package org.dps4j.dps.trust;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.protocol.Authority;

/**
 * Which names the certificate of a provisioning service must bear. They are a condition in addition to all others, for
 * every request and for every ground of trust; by default there is none, as the reference has it.
 *
 * @param host whether the certificate must be for the host of the endpoint
 * @param serviceId the id in the certificate's common name, {@code uuid:<id>}; empty if any common name will do
 */
public record ServerNames(Host host, Optional<UUID> serviceId) {

    /** Whether a certificate must be for the host to which the device connects. */
    public enum Host {
        /** It may be for any host: a device knows addresses, and the anchors are its manufacturer's own. */
        ANY,
        /** A subject alternative name must be the endpoint's host: a dNSName or an iPAddress (RFC 6125 6.4). */
        OF_ENDPOINT
    }

    /** Any name will do. */
    public static final ServerNames ANY = new ServerNames(Host.ANY, Optional.empty());

    /** Checks that both are there. */
    public ServerNames {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(serviceId, "serviceId");
    }

    /** The same, with the host of the endpoint. */
    public ServerNames withHostOfEndpoint() {
        return new ServerNames(Host.OF_ENDPOINT, serviceId);
    }

    /** The same, with this id of the service. */
    public ServerNames withServiceId(UUID id) {
        return new ServerNames(host, Optional.of(id));
    }

    /** What that is for a service at {@code uri}. */
    public ExpectedServer at(URI uri) {
        return new ExpectedServer(host == Host.OF_ENDPOINT ? Optional.of(hostOf(uri)) : Optional.empty(), serviceId);
    }

    private static String hostOf(URI uri) {
        String host = Authority.of(uri).orElseThrow().bareHost();
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
