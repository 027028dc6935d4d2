package org.dps4j.protocol.coap.frame;

import java.util.OptionalInt;
import java.util.OptionalLong;

/** A signalling message (RFC 8323 section 5): about the connection itself, not about a resource. */
public sealed interface Signal {

    /** Capabilities and settings (7.01): what its sender takes; both optional, and this is all we look at. */
    record Capabilities(OptionalLong maxMessageSize) implements Signal {}

    /** Ping (7.02). */
    record Ping() implements Signal {}

    /** Pong (7.03). */
    record Pong() implements Signal {}

    /** Release (7.04): its sender wants to close in order. */
    record Release() implements Signal {}

    /** Abort (7.05): its sender closes now. */
    record Abort(String diagnostics, OptionalInt badCsmOption) implements Signal {}

    /** A code of class 7 that has no meaning yet; ignored. */
    record Unknown(int code) implements Signal {}
}
