/** The small cloud as a program and as a part of another one. */
@NullMarked
package org.dps4j.gateway;

import org.jspecify.annotations.NullMarked;
