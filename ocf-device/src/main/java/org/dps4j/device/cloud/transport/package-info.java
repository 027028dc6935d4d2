/** The device's way to its cloud: a port, and its implementation with CoAP over TLS and TCP. */
@NullMarked
package org.dps4j.device.cloud.transport;

import org.jspecify.annotations.NullMarked;
