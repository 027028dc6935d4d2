/** Who asks, and whether he may: the access decision of OCF Security as a pure function. */
@NullMarked
package org.dps4j.device.security.access;

import org.jspecify.annotations.NullMarked;
