/** Decides when a provisioned device asks for new credentials, and what follows where it gets none. */
@NullMarked
package org.dps4j.dps.renewal;

import org.jspecify.annotations.NullMarked;
