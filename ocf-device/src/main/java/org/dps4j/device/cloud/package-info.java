/** Which cloud the device belongs to, and the port to the client that keeps it registered there. */
@NullMarked
package org.dps4j.device.cloud;

import org.jspecify.annotations.NullMarked;
