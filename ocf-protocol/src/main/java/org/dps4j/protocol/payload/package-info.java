/** What every OCF message has in common: a codec, and the error of a body that cannot be used. */
@NullMarked
package org.dps4j.protocol.payload;

import org.jspecify.annotations.NullMarked;
