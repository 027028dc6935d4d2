/** Links to resources, as {@code /oic/res} lists them. */
@NullMarked
package org.dps4j.protocol.payload.link;

import org.jspecify.annotations.NullMarked;
