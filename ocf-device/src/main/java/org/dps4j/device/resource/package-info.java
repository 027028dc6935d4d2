/** The resources that the device lists in /oic/res. */
@NullMarked
package org.dps4j.device.resource;

import org.jspecify.annotations.NullMarked;
