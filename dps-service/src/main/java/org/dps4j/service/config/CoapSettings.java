package org.dps4j.service.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * Where and how devices are listened to.
 *
 * @param address where to listen; port 0 takes any free one
 * @param certificateFile PEM, the server's certificate first, then its intermediates
 * @param keyFile PEM, the key of that certificate
 * @param limits what one connection, and all of them together, may take
 */
public record CoapSettings(InetSocketAddress address, Path certificateFile, Path keyFile, Limits limits) {

    public static final InetSocketAddress DEFAULT_ADDRESS = new InetSocketAddress("127.0.0.1", 20030);

    public CoapSettings {
        Objects.requireNonNull(address);
        Objects.requireNonNull(certificateFile);
        Objects.requireNonNull(keyFile);
        Objects.requireNonNull(limits);
    }

    /**
     * Bounds that keep a peer from taking more than its share.
     *
     * @param idle how long a connection may be silent before it is closed
     * @param handshake how long a TLS handshake may take
     * @param frame how long a message that began may take to arrive
     * @param answer how long what is behind a step may take; a device waits ten seconds for its first answer
     * @param stop how long a service that stops waits for answers that are due
     * @param connections how many connections may be open at once
     * @param openHandshakes how many of them may be in their handshake
     * @param requests how many requests of one connection may wait for their answer
     * @param messageSize the largest message taken, in bytes, header included
     */
    public record Limits(
            Duration idle,
            Duration handshake,
            Duration frame,
            Duration answer,
            Duration stop,
            int connections,
            int openHandshakes,
            int requests,
            int messageSize) {

        public static final Limits DEFAULT = new Limits(
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(8),
                Duration.ofSeconds(10),
                10_000,
                1_000,
                16,
                262_144);

        public Limits {
            positive("idleTimeout", idle);
            positive("handshakeTimeout", handshake);
            positive("frameTimeout", frame);
            positive("answerTimeout", answer);
            if (stop.compareTo(answer) < 0) {
                throw new IllegalArgumentException("stopTimeout must be at least answerTimeout, " + answer
                        + ", or answers that are due would be lost; found " + stop);
            }
            atLeast("maxConnections", connections, 1);
            atLeast("maxOpenHandshakes", openHandshakes, 1);
            atLeast("maxRequests", requests, 1);
            atLeast("maxMessageSize", messageSize, 1_152);
        }

        private static void positive(String name, Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException(name + " must be longer than zero, found " + value);
            }
        }

        private static void atLeast(String name, int value, int least) {
            if (value < least) {
                throw new IllegalArgumentException(name + " must be at least " + least + ", found " + value);
            }
        }
    }
}
