/** The provisioning services a device may turn to, and which one it turns to now. */
@NullMarked
package org.dps4j.dps.endpoint;

import org.jspecify.annotations.NullMarked;
