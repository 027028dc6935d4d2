/** What each step asks for, and what its answer makes of the device. */
@NullMarked
package org.dps4j.dps.step;

import org.jspecify.annotations.NullMarked;
