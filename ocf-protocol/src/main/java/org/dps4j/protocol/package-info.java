/** Bytes and secrets, the two values that every part of the protocol hands around. */
@NullMarked
package org.dps4j.protocol;

import org.jspecify.annotations.NullMarked;
