/** The body of {@code /x.plgd.dev/time}. */
@NullMarked
package org.dps4j.protocol.payload.time;

import org.jspecify.annotations.NullMarked;
