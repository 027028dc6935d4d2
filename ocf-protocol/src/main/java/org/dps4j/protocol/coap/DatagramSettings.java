package org.dps4j.protocol.coap;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;

/**
 * How CoAP goes over datagrams (RFC 7252, RFC 7959): what is retransmitted, what is remembered, how large a body may be.
 *
 * @param largestBody the largest body taken from a peer, all its blocks together, in bytes; never more than 32 KiB
 * @param peers how many peers there may be at the same time
 */
record DatagramSettings(int largestBody, int peers) {

    /** One block, with its headers and those of DTLS, UDP and IP, stays below the 1 280 bytes that IPv6 always carries. */
    private static final int BLOCK = 1024;

    /**
     * A body that comes in blocks takes all its room with the first of them, and keeps it for a minute if no other follows:
     * the largest body times the most of them is what peers can make us hold.
     */
    private static final int LARGEST_BODY = 32 * 1024;

    private static final int MOST_TRANSFERS = 512;

    private static final int TOKEN_BYTES = 8;

    /**
     * How long a message is remembered so that it is handled once. RFC 7252 4.8.2 has 247 s for peers that may stay silent;
     * ours is gone with its association by then, and its last retransmission leaves after 45 s.
     */
    private static final int LIFETIME_SECONDS = 60;

    /** One configuration for each of the few settings there are, which every client with them shares; never changed. */
    private static final Map<DatagramSettings, Configuration> SHARED = new ConcurrentHashMap<>();

    DatagramSettings {
        largestBody = Math.min(largestBody, LARGEST_BODY);
    }

    /** {@code coap} for the layer of blocks, which bounds by the number of peers how many bodies may be under way. */
    static Configuration blocks(Configuration coap) {
        Configuration blocks = new Configuration(coap);
        blocks.set(CoapConfig.MAX_ACTIVE_PEERS, Math.min(coap.get(CoapConfig.MAX_ACTIVE_PEERS), MOST_TRANSFERS));
        return blocks;
    }

    /** A configuration apart from that of other transports, which would share values such as the largest message. */
    Configuration coap() {
        return SHARED.computeIfAbsent(this, DatagramSettings::configuration);
    }

    private Configuration configuration() {
        Configuration coap = new Configuration(CoapConfig.DEFINITIONS, SystemConfig.DEFINITIONS);
        coap.set(CoapConfig.TOKEN_SIZE_LIMIT, TOKEN_BYTES);
        coap.set(CoapConfig.DEDUPLICATOR, CoapConfig.DEDUPLICATOR_PEERS_MARK_AND_SWEEP);
        coap.set(CoapConfig.EXCHANGE_LIFETIME, LIFETIME_SECONDS, TimeUnit.SECONDS);
        coap.set(CoapConfig.NON_LIFETIME, LIFETIME_SECONDS, TimeUnit.SECONDS);
        coap.set(CoapConfig.MAX_ACTIVE_PEERS, peers);
        coap.set(CoapConfig.MAX_PEER_INACTIVITY_PERIOD, LIFETIME_SECONDS, TimeUnit.SECONDS);
        coap.set(CoapConfig.PREFERRED_BLOCK_SIZE, BLOCK);
        coap.set(CoapConfig.MAX_MESSAGE_SIZE, BLOCK);
        coap.set(CoapConfig.MAX_RESOURCE_BODY_SIZE, largestBody);
        coap.set(CoapConfig.BLOCKWISE_STATUS_LIFETIME, LIFETIME_SECONDS, TimeUnit.SECONDS);
        return coap;
    }
}
