/** How a device comes and goes: the bodies of {@code /oic/sec/session}. */
@NullMarked
package org.dps4j.protocol.payload.session;

import org.jspecify.annotations.NullMarked;
