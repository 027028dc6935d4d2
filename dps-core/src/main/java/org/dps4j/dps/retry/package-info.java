/** How long an attempt waits for its answer, and how long the pause after it is. */
@NullMarked
package org.dps4j.dps.retry;

import org.jspecify.annotations.NullMarked;
