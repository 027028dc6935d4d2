package org.dps4j.protocol.coap;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.OptionalInt;

/** Why a connection ended, or never came up. Every end has exactly one reason, the first one seen. */
public sealed interface CloseReason {

    /** One line for a person: what happened and, where there is one, which limit or alert it was. */
    String describe();

    /** The peer closed in order: end of stream or a close_notify. */
    record ClosedByPeer() implements CloseReason {
        @Override
        public String describe() {
            return "the peer closed the connection";
        }
    }

    /** The peer or the network cut the connection: a TCP reset or an input/output error. */
    record ConnectionReset(String detail) implements CloseReason {
        @Override
        public String describe() {
            return "the connection was cut: " + detail;
        }
    }

    /** Nobody listens at the address. */
    record ConnectRefused(InetSocketAddress address) implements CloseReason {
        @Override
        public String describe() {
            return "nobody listens at " + address.getHostString() + ":" + address.getPort() + " (connection refused)";
        }
    }

    /** No TCP connection within the connect timeout. */
    record ConnectTimeout(Duration limit) implements CloseReason {
        @Override
        public String describe() {
            return "no TCP connection within " + limit.toMillis() + " ms";
        }
    }

    /** The operating system could not connect: no route, no permission, no address of this family. */
    record ConnectFailed(String detail) implements CloseReason {
        @Override
        public String describe() {
            return "cannot connect: " + detail;
        }
    }

    /** The host name has no address. */
    record NameNotFound(String host) implements CloseReason {
        @Override
        public String describe() {
            return "no address found for the host name " + host;
        }
    }

    /** The handshake, of TLS or DTLS, failed for a reason that is not one side's verdict on the other's certificate. */
    record HandshakeFailed(String detail) implements CloseReason {
        @Override
        public String describe() {
            return "the handshake failed: " + detail;
        }
    }

    /** The handshake was not complete within its limit. */
    record HandshakeTimeout(Duration limit) implements CloseReason {
        @Override
        public String describe() {
            return "the handshake was not complete within " + limit.toMillis() + " ms";
        }
    }

    /** We refused the peer's certificate chain. */
    record PeerCertificateRefused(String detail) implements CloseReason {
        @Override
        public String describe() {
            return "we refused the peer's certificate: " + detail;
        }
    }

    /**
     * The peer refused our certificate; {@code alert} is the alert of TLS or DTLS that it sent. In TLS 1.3 a client learns
     * of it only after its handshake is complete, so an established connection can end with it too.
     */
    record OurCertificateRefused(String alert) implements CloseReason {
        @Override
        public String describe() {
            return "the service refused our certificate (alert " + alert + ")";
        }
    }

    /** The header of a message announced more bytes than we take; nothing of it was buffered. */
    record FrameTooLarge(long announced, long limit) implements CloseReason {
        @Override
        public String describe() {
            return "the peer announced a message of " + announced + " bytes, the limit is " + limit;
        }
    }

    /** What the peer sent is not CoAP over TCP, or ended in the middle of a message. */
    record MalformedFrame(String detail) implements CloseReason {
        @Override
        public String describe() {
            return "malformed message: " + detail;
        }
    }

    /** A message that began was not complete in time. */
    record FrameTimeout(Duration limit) implements CloseReason {
        @Override
        public String describe() {
            return "a message that began was not complete within " + limit.toMillis() + " ms";
        }
    }

    /** No message came or went for the idle limit. */
    record IdleTimeout(Duration limit) implements CloseReason {
        @Override
        public String describe() {
            return "no message came or went for " + limit.toMillis() + " ms";
        }
    }

    /** The peer does not read: too much of what we wrote is waiting for it. */
    record PeerDoesNotRead(long queuedBytes) implements CloseReason {
        @Override
        public String describe() {
            return "the peer does not read: " + queuedBytes + " bytes are waiting for it";
        }
    }

    /** We sent an Abort (7.05), RFC 8323 section 5.6. */
    record AbortedByUs(String diagnostics, OptionalInt badCsmOption) implements CloseReason {
        @Override
        public String describe() {
            return "we aborted the connection: " + diagnostics;
        }
    }

    /** The peer sent an Abort (7.05), RFC 8323 section 5.6. */
    record AbortedByPeer(String diagnostics, OptionalInt badCsmOption) implements CloseReason {
        @Override
        public String describe() {
            return "the peer aborted the connection"
                    + (diagnostics.isEmpty() ? "" : ": " + diagnostics)
                    + (badCsmOption.isPresent() ? " (it does not take option " + badCsmOption.getAsInt() + ")" : "");
        }
    }

    /** We sent a Release (7.04), RFC 8323 section 5.5. */
    record ReleasedByUs() implements CloseReason {
        @Override
        public String describe() {
            return "we released the connection";
        }
    }

    /** The peer sent a Release (7.04), RFC 8323 section 5.5. */
    record ReleasedByPeer() implements CloseReason {
        @Override
        public String describe() {
            return "the peer released the connection";
        }
    }

    /** The peer left {@code misses} Pings in a row without a Pong. */
    record PingMissed(int misses) implements CloseReason {
        @Override
        public String describe() {
            return "the peer did not answer " + misses + (misses == 1 ? " Ping" : " Pings in a row");
        }
    }

    /** {@code close()} was called on the connection, its client, its server or its loops. */
    record ClosedByUs() implements CloseReason {
        @Override
        public String describe() {
            return "we closed the connection";
        }
    }

    /** The listener has as many of something as it may have; a handshake may have to make room for a younger one. */
    record ListenerFull(Bound bound, int limit) implements CloseReason {

        /** Of what there may only be so many. */
        public enum Bound {
            CONNECTIONS("connections"),
            CONNECTIONS_OF_ADDRESS("connections of one address"),
            OPEN_HANDSHAKES("open handshakes");

            private final String words;

            Bound(String words) {
                this.words = words;
            }
        }

        @Override
        public String describe() {
            return "the listener is full, its limit is " + limit + " " + bound.words;
        }
    }

    /** A failure of our own that should not have happened. */
    record InternalFailure(String detail) implements CloseReason {
        @Override
        public String describe() {
            return "internal failure: " + detail;
        }
    }
}
