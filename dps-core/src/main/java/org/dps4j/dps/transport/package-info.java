/** The way to a provisioning service: a port, and CoAP over TLS or DTLS behind it. */
@NullMarked
package org.dps4j.dps.transport;

import org.jspecify.annotations.NullMarked;
