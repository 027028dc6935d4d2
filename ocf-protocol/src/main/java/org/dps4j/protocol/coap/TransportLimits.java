package org.dps4j.protocol.coap;

import java.time.Duration;
import java.util.Optional;

/**
 * What a connection bears, in bytes and in time. Immutable; start from {@link #forDevice()} or {@link #forService()} and
 * replace what differs.
 *
 * @param inboundMessage the largest whole message taken from the peer, in bytes; announced as our Max-Message-Size
 * @param outboundPayload the largest payload sent to a peer that announced no Max-Message-Size, in bytes
 * @param connectTimeout how long a TCP connection may take, including the look-up of the name
 * @param handshakeTimeout how long a TLS handshake may take
 * @param frameTimeout how long a message may take from its first byte to its last
 * @param idleTimeout how long no message may come or go; empty: for ever
 * @param pingInterval how long nothing may be received before we send a Ping; empty: we never ping by ourselves
 * @param pingMisses how many Pings in a row may stay without an answer until the connection is closed
 * @param waitingRequests how many requests of the peer may wait for our answer; further ones are answered 5.03
 * @param releaseTimeout how long a connection that is being released may wait for the answers that are still due
 */
public record TransportLimits(
        int inboundMessage,
        int outboundPayload,
        Duration connectTimeout,
        Duration handshakeTimeout,
        Duration frameTimeout,
        Optional<Duration> idleTimeout,
        Optional<Duration> pingInterval,
        int pingMisses,
        int waitingRequests,
        Duration releaseTimeout) {

    private static final int KIB = 1024;

    /** Checks that every bound is positive. */
    public TransportLimits {
        requirePositive("inboundMessage", inboundMessage);
        requirePositive("outboundPayload", outboundPayload);
        requirePositive("pingMisses", pingMisses);
        requirePositive("connectTimeout", connectTimeout);
        requirePositive("handshakeTimeout", handshakeTimeout);
        requirePositive("frameTimeout", frameTimeout);
        requirePositive("waitingRequests", waitingRequests);
        requirePositive("releaseTimeout", releaseTimeout);
        idleTimeout.ifPresent(limit -> requirePositive("idleTimeout", limit));
        pingInterval.ifPresent(limit -> requirePositive("pingInterval", limit));
    }

    /** A device towards a service: takes 64 KiB, sends up to 256 KiB, no idle timeout, no Ping. */
    public static TransportLimits forDevice() {
        return new TransportLimits(
                64 * KIB,
                256 * KIB,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Optional.empty(),
                Optional.empty(),
                3,
                256,
                Duration.ofSeconds(2));
    }

    /** A service towards devices: takes 256 KiB, sends 7 168 bytes of payload, closes after 20 idle seconds, no Ping. Released, it waits 10 s. */
    public static TransportLimits forService() {
        return new TransportLimits(
                256 * KIB,
                7 * KIB,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Optional.of(Duration.ofSeconds(20)),
                Optional.empty(),
                3,
                256,
                Duration.ofSeconds(10));
    }

    /** The same with another largest inbound message, in bytes. */
    public TransportLimits withInboundMessage(int bytes) {
        return new TransportLimits(
                bytes,
                outboundPayload,
                connectTimeout,
                handshakeTimeout,
                frameTimeout,
                idleTimeout,
                pingInterval,
                pingMisses,
                waitingRequests,
                releaseTimeout);
    }

    /** The same with another largest payload towards a peer that announced no limit, in bytes. */
    public TransportLimits withOutboundPayload(int bytes) {
        return new TransportLimits(
                inboundMessage,
                bytes,
                connectTimeout,
                handshakeTimeout,
                frameTimeout,
                idleTimeout,
                pingInterval,
                pingMisses,
                waitingRequests,
                releaseTimeout);
    }

    /** The same with another connect timeout. */
    public TransportLimits withConnectTimeout(Duration limit) {
        return new TransportLimits(
                inboundMessage,
                outboundPayload,
                limit,
                handshakeTimeout,
                frameTimeout,
                idleTimeout,
                pingInterval,
                pingMisses,
                waitingRequests,
                releaseTimeout);
    }

    /** The same with another handshake timeout. */
    public TransportLimits withHandshakeTimeout(Duration limit) {
        return new TransportLimits(
                inboundMessage,
                outboundPayload,
                connectTimeout,
                limit,
                frameTimeout,
                idleTimeout,
                pingInterval,
                pingMisses,
                waitingRequests,
                releaseTimeout);
    }

    /** The same with another limit for a message from its first byte to its last. */
    public TransportLimits withFrameTimeout(Duration limit) {
        return new TransportLimits(
                inboundMessage,
                outboundPayload,
                connectTimeout,
                handshakeTimeout,
                limit,
                idleTimeout,
                pingInterval,
                pingMisses,
                waitingRequests,
                releaseTimeout);
    }

    /** The same with an idle timeout. */
    public TransportLimits withIdleTimeout(Duration limit) {
        return new TransportLimits(
                inboundMessage,
                outboundPayload,
                connectTimeout,
                handshakeTimeout,
                frameTimeout,
                Optional.of(limit),
                pingInterval,
                pingMisses,
                waitingRequests,
                releaseTimeout);
    }

    /** The same without an idle timeout. */
    public TransportLimits withoutIdleTimeout() {
        return new TransportLimits(
                inboundMessage,
                outboundPayload,
                connectTimeout,
                handshakeTimeout,
                frameTimeout,
                Optional.empty(),
                pingInterval,
                pingMisses,
                waitingRequests,
                releaseTimeout);
    }

    /** The same with Pings of our own after each {@code interval} of silence; {@code misses} in a row end it. */
    public TransportLimits withPing(Duration interval, int misses) {
        return new TransportLimits(
                inboundMessage,
                outboundPayload,
                connectTimeout,
                handshakeTimeout,
                frameTimeout,
                idleTimeout,
                Optional.of(interval),
                misses,
                waitingRequests,
                releaseTimeout);
    }

    /** The same with another number of requests that may wait for our answer. */
    public TransportLimits withWaitingRequests(int limit) {
        return new TransportLimits(
                inboundMessage,
                outboundPayload,
                connectTimeout,
                handshakeTimeout,
                frameTimeout,
                idleTimeout,
                pingInterval,
                pingMisses,
                limit,
                releaseTimeout);
    }

    /** The same with another limit for what is still to be answered when a connection is released. */
    public TransportLimits withReleaseTimeout(Duration limit) {
        return new TransportLimits(
                inboundMessage,
                outboundPayload,
                connectTimeout,
                handshakeTimeout,
                frameTimeout,
                idleTimeout,
                pingInterval,
                pingMisses,
                waitingRequests,
                limit);
    }

    private static void requirePositive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }
}
