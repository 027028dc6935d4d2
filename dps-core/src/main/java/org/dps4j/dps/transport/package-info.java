/** The way to a provisioning service: a port, and CoAP over TLS behind it. */
@NullMarked
package org.dps4j.dps.transport;

import org.jspecify.annotations.NullMarked;
