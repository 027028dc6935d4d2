/** Where a device's state is kept: one file that survives a kill at any moment, or memory. */
@NullMarked
package org.dps4j.device.store;

import org.jspecify.annotations.NullMarked;
