package org.dps4j.gateway.session;

import org.dps4j.protocol.cbor.CborLimits;

/** How much a device may say in one message: more than one resource, for a batch holds them all. */
final class BatchLimits {

    static final CborLimits CBOR = new CborLimits(256 * 1024, 24, 64 * 1024, 64 * 1024);

    private BatchLimits() {}
}
