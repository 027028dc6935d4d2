/** What the cloud knows of each device: its links, the last representation of each resource, whether it is online. */
@NullMarked
package org.dps4j.gateway.shadow;

import org.jspecify.annotations.NullMarked;
