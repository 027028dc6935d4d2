/** Zero-touch provisioning of a device: the client, its configuration and what it reports. */
@NullMarked
package org.dps4j.dps;

import org.jspecify.annotations.NullMarked;
