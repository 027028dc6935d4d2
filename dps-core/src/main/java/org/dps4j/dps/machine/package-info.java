/** The pure step machine: which step comes next, what follows a failure, and the status flags that others see. */
@NullMarked
package org.dps4j.dps.machine;

import org.jspecify.annotations.NullMarked;
