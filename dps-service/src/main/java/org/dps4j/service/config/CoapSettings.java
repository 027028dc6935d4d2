package org.dps4j.service.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.dps4j.program.config.Bounds;
import org.dps4j.program.config.TransportSettings;

/**
 * Where and how devices are listened to.
 *
 * @param address where to listen for TLS over TCP; port 0 takes any free one
 * @param dtlsAddress where to listen for DTLS over UDP, too; empty for nowhere
 * @param certificateFile PEM, the server's certificate first, then its intermediates
 * @param keyFile PEM, the key of that certificate
 * @param limits what one connection, and all of them together, may take
 */
public record CoapSettings(
        InetSocketAddress address,
        Optional<InetSocketAddress> dtlsAddress,
        Path certificateFile,
        Path keyFile,
        Limits limits) {

    public static final InetSocketAddress DEFAULT_ADDRESS = new InetSocketAddress("127.0.0.1", 20030);

    public CoapSettings {
        Objects.requireNonNull(address);
        Objects.requireNonNull(dtlsAddress);
        Objects.requireNonNull(certificateFile);
        Objects.requireNonNull(keyFile);
        Objects.requireNonNull(limits);
    }

    /**
     * Bounds that keep a peer from taking more than its share.
     *
     * @param idle how long a connection may be silent before it is closed
     * @param answer how long what is behind a step may take; a device waits ten seconds for its first answer
     * @param stop how long a service that stops waits for answers that are due
     * @param requests how many requests of one connection may wait for their answer
     * @param transport those of every server
     */
    public record Limits(Duration idle, Duration answer, Duration stop, int requests, TransportSettings transport) {

        public static final Limits DEFAULT = new Limits(
                Duration.ofSeconds(20), Duration.ofSeconds(8), Duration.ofSeconds(10), 16, TransportSettings.DEFAULT);

        public Limits {
            Bounds.positive("idleTimeout", idle);
            Bounds.positive("answerTimeout", answer);
            if (stop.compareTo(answer) < 0) {
                throw new IllegalArgumentException("stopTimeout must be at least answerTimeout, " + answer
                        + ", or answers that are due would be lost; found " + stop);
            }
            Bounds.atLeast("maxRequests", requests, 1);
            Objects.requireNonNull(transport);
        }
    }
}
