package org.dps4j.protocol.coap;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.coap.CloseReason.ListenerFull;
import org.dps4j.protocol.coap.CloseReason.ListenerFull.Bound;

/**
 * Counts the connections of a listener, in all and by address. Addresses of IPv6 that share their first 64 bits are one:
 * whoever has one of them has them all. Entries are made from one thread only; they end from any.
 */
final class ConnectionCount {

    private static final int PREFIX_BYTES = 8;

    private final int max;
    private final int maxOfAddress;
    private final AtomicInteger all = new AtomicInteger();
    private final ConcurrentMap<Bytes, Integer> byAddress = new ConcurrentHashMap<>();

    ConnectionCount(int max, int maxOfAddress) {
        this.max = max;
        this.maxOfAddress = maxOfAddress;
    }

    /** Counts one more, or says why there may be none. */
    Optional<CloseReason> begin(InetAddress peer) {
        if (all.get() >= max) {
            return Optional.of(new ListenerFull(Bound.CONNECTIONS, max));
        }
        if (byAddress.getOrDefault(key(peer), 0) >= maxOfAddress) {
            return Optional.of(new ListenerFull(Bound.CONNECTIONS_OF_ADDRESS, maxOfAddress));
        }
        all.incrementAndGet();
        byAddress.merge(key(peer), 1, Integer::sum);
        return Optional.empty();
    }

    /** One that began has ended. */
    void end(InetAddress peer) {
        all.decrementAndGet();
        byAddress.computeIfPresent(key(peer), (address, count) -> count == 1 ? null : count - 1);
    }

    /** How many addresses are remembered. */
    int addresses() {
        return byAddress.size();
    }

    private static Bytes key(InetAddress peer) {
        byte[] address = peer.getAddress();
        return Bytes.copyOf(peer instanceof Inet6Address ? Arrays.copyOf(address, PREFIX_BYTES) : address);
    }
}
