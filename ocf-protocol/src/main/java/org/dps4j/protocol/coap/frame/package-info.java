/** The bytes of CoAP over TCP: where a message begins and ends, its options, and the signalling messages (RFC 8323). */
@NullMarked
package org.dps4j.protocol.coap.frame;

import org.jspecify.annotations.NullMarked;
