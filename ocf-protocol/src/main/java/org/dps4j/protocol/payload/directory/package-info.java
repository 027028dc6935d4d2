/** How a device tells its cloud which resources it has: what {@code /oic/rd} takes and answers. */
@NullMarked
package org.dps4j.protocol.payload.directory;

import org.jspecify.annotations.NullMarked;
