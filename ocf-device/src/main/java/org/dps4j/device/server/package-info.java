/** A device as a server: its own resources and the application's, and how they answer what comes over a connection. */
@NullMarked
package org.dps4j.device.server;

import org.jspecify.annotations.NullMarked;
