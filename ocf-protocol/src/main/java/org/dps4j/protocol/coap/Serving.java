package org.dps4j.protocol.coap;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.californium.core.network.Exchange;

/** The peer's requests of one connection that wait for our answer. Thread-safe: an answer may come from any thread. */
final class Serving {

    private final int limit;
    private final Set<Exchange> waiting = ConcurrentHashMap.newKeySet(1);
    private volatile int due;

    /**
     * @param limit how many may wait; a peer that asks for more gets 5.03
     */
    Serving(int limit) {
        this.limit = limit;
    }

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
        return waiting.size() >= limit;
    }

    /** From here on no more begin: what waits now is all that is still due. */
    void release() {
        due = waiting.size();
    }

    /** Forgets what waits; says what became of that which was due. */
    Released end() {
        int left = waiting.size();
        waiting.clear();
        return new Released(Math.max(0, due - left), left);
    }
}
