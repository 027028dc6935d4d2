/** The device's credentials: what it holds, what the application installed, and how provisioning replaces its own. */
@NullMarked
package org.dps4j.device.security.credential;

import org.jspecify.annotations.NullMarked;
