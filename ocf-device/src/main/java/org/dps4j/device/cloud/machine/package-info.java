/** The pure machine that decides how a device comes into its cloud, stays there and leaves it. */
@NullMarked
package org.dps4j.device.cloud.machine;

import org.jspecify.annotations.NullMarked;
