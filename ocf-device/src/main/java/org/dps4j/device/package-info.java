/** A device: its state as one value, the loop that owns it and the port through which it is kept. */
@NullMarked
package org.dps4j.device;

import org.jspecify.annotations.NullMarked;
