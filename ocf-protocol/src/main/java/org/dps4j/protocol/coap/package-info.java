/** CoAP over TCP and TLS (RFC 8323) for both roles: connections, their limits, their life and their end. */
@NullMarked
package org.dps4j.protocol.coap;

import org.jspecify.annotations.NullMarked;
