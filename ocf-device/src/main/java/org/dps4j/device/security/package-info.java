/** What guards a device: its key pair, its ownership, its credentials and its access rules. */
@NullMarked
package org.dps4j.device.security;

import org.jspecify.annotations.NullMarked;
