package org.dps4j.gateway.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * Where and how devices are listened to.
 *
 * @param address where to listen; port 0 takes any free one
 * @param certificateFile PEM, the gateway's certificate first, then its intermediates; its name is {@code uuid:<hub id>}
 * @param keyFile PEM, the key of that certificate
 * @param trustedFile PEM, the authorities that issue the identity certificates of devices
 * @param limits what one connection, and all of them together, may take
 */
public record CoapSettings(
        InetSocketAddress address, Path certificateFile, Path keyFile, Path trustedFile, Limits limits) {

    public static final InetSocketAddress DEFAULT_ADDRESS = new InetSocketAddress("127.0.0.1", 5684);

    public CoapSettings {
        Objects.requireNonNull(address);
        Objects.requireNonNull(certificateFile);
        Objects.requireNonNull(keyFile);
        Objects.requireNonNull(trustedFile);
        Objects.requireNonNull(limits);
    }

    /**
     * Bounds that keep a peer from taking more than its share.
     *
     * @param inactivity how long a device may be silent before it is pinged; twice as long without a sign ends it
     * @param signIn how long a connection may stay without a signed-in device
     * @param handshake how long a TLS handshake may take
     * @param frame how long a message that began may take to arrive
     * @param connections how many connections may be open at once
     * @param openHandshakes how many of them may be in their handshake
     * @param messageSize the largest message taken, in bytes, header included
     */
    public record Limits(
            Duration inactivity,
            Duration signIn,
            Duration handshake,
            Duration frame,
            int connections,
            int openHandshakes,
            int messageSize) {

        public static final Limits DEFAULT = new Limits(
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                10_000,
                1_000,
                262_144);

        public Limits {
            Bounds.positive("inactivityTimeout", inactivity);
            Bounds.positive("signInTimeout", signIn);
            Bounds.positive("handshakeTimeout", handshake);
            Bounds.positive("frameTimeout", frame);
            Bounds.atLeast("maxConnections", connections, 1);
            Bounds.atLeast("maxOpenHandshakes", openHandshakes, 1);
            Bounds.atLeast("maxMessageSize", messageSize, 1_152);
        }
    }
}
