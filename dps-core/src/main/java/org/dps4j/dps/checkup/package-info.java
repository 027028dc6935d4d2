/** What stands in the way of a device, found out without starting it. */
@NullMarked
package org.dps4j.dps.checkup;

import org.jspecify.annotations.NullMarked;
