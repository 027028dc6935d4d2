package org.dps4j.program.config;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.dps4j.protocol.coap.CoapServerBuilder;
import org.dps4j.protocol.coap.TransportLimits;

/**
 * Bounds of a listener that keep a peer from taking more than its share.
 *
 * @param handshake how long a handshake of TLS or DTLS may take
 * @param frame how long a message that began may take to arrive over TCP
 * @param connections how many connections may be open at once
 * @param connectionsPerAddress how many of them one address may have; a network of IPv6 with a prefix of 64 bits is one
 * @param openHandshakes how many of them may be in their handshake
 * @param messageSize the largest message taken, in bytes, header included
 */
public record TransportSettings(
        Duration handshake,
        Duration frame,
        int connections,
        int connectionsPerAddress,
        int openHandshakes,
        int messageSize) {

    public static final TransportSettings DEFAULT =
            new TransportSettings(Duration.ofSeconds(10), Duration.ofSeconds(10), 10_000, 2_500, 1_000, 262_144);

    private static final List<String> KEYS = List.of(
            "handshakeTimeout",
            "frameTimeout",
            "maxConnections",
            "maxConnectionsPerAddress",
            "maxOpenHandshakes",
            "maxMessageSize");

    public TransportSettings {
        Bounds.positive("handshakeTimeout", handshake);
        Bounds.positive("frameTimeout", frame);
        Bounds.atLeast("maxConnections", connections, 1);
        Bounds.atLeast("maxConnectionsPerAddress", connectionsPerAddress, 1);
        Bounds.atLeast("maxOpenHandshakes", openHandshakes, 1);
        Bounds.atLeast("maxMessageSize", messageSize, 1_152);
    }

    /** The keys that {@link #read} takes from a section, behind the section's {@code own}. */
    public static String[] keysBehind(String... own) {
        return Stream.concat(Stream.of(own), KEYS.stream()).toArray(String[]::new);
    }

    /** The bounds of a section, each with its default. */
    public static TransportSettings read(Section coap) {
        return new TransportSettings(
                coap.duration("handshakeTimeout", DEFAULT.handshake),
                coap.duration("frameTimeout", DEFAULT.frame),
                coap.number("maxConnections", DEFAULT.connections),
                coap.number("maxConnectionsPerAddress", DEFAULT.connectionsPerAddress),
                coap.number("maxOpenHandshakes", DEFAULT.openHandshakes),
                coap.number("maxMessageSize", DEFAULT.messageSize));
    }

    /** Gives a server these bounds, and of {@code limits} the others. */
    public <B extends CoapServerBuilder<B>> B bound(B server, TransportLimits limits) {
        return server.limits(limits.withInboundMessage(messageSize)
                        .withHandshakeTimeout(handshake)
                        .withFrameTimeout(frame))
                .maxConnections(connections)
                .maxConnectionsOfAddress(connectionsPerAddress)
                .maxOpenHandshakes(openHandshakes);
    }
}
