package org.dps4j.protocol.coap;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.californium.core.network.Exchange;

/** The peer's requests of one connection that wait for our answer. Thread-safe: an answer may come from any thread. */
final class Serving {

    /** How many may wait; a peer that asks for more gets 5.03. */
    static final int LIMIT = 256;

    private final Set<Exchange> waiting = ConcurrentHashMap.newKeySet(1);

    void begin(Exchange exchange) {
        waiting.add(exchange);
    }

    void answered(Exchange exchange) {
        waiting.remove(exchange);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    boolean isFull() {
        return waiting.size() >= LIMIT;
    }

    void clear() {
        waiting.clear();
    }
}
