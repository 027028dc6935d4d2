/** The device's own clock: the time it was told, carried on by the monotonic clock. */
@NullMarked
package org.dps4j.device.time;

import org.jspecify.annotations.NullMarked;
