/** The one seam for time, threads and chance. Everything above it reads clocks and sets timers through {@link Loop}. */
@NullMarked
package org.dps4j.loop;

import org.jspecify.annotations.NullMarked;
