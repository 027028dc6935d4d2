/** The resources that say what a device is and how it is configured (OCF Core 7 and 11). */
@NullMarked
package org.dps4j.device.resource.core;

import org.jspecify.annotations.NullMarked;
