package org.dps4j.protocol.coap;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections that a server has when it begins to stop: releases them, waits for them, says what became of them. */
final class Departures {

    private static final Logger LOG = LoggerFactory.getLogger(CoapServer.class);

    private final TransportLimits limits;
    private volatile List<LoopConnection> leaving = List.of();

    Departures(TransportLimits limits) {
        this.limits = limits;
    }

    void begin(Collection<? extends LoopConnection> open) {
        leaving = List.copyOf(open);
        leaving.forEach(LoopConnection::release);
    }

    /** Waits until all are gone, and {@code lastWords} longer than a release may take at the most. */
    void await(Duration lastWords) {
        NettyLoops.await(
                CompletableFuture.allOf(leaving.stream()
                        .map(connection -> connection.closed().toCompletableFuture())
                        .toArray(CompletableFuture<?>[]::new)),
                limits.releaseTimeout().plus(lastWords));
    }

    /** Says how many there were, and what became of their requests. */
    void log(String scheme, InetSocketAddress where) {
        Released requests = leaving.stream().map(LoopConnection::released).reduce(Released.NOTHING, Released::plus);
        LOG.info(
                "{}:/{} stopped: {} connections released, {} waiting requests answered, {} given up after {} ms",
                scheme,
                where,
                leaving.size(),
                requests.answered(),
                requests.givenUp(),
                limits.releaseTimeout().toMillis());
    }
}
