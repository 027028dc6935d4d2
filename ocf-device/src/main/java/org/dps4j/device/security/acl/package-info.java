/** The device's access control list, and how provisioning replaces its own part of it. */
@NullMarked
package org.dps4j.device.security.acl;

import org.jspecify.annotations.NullMarked;
