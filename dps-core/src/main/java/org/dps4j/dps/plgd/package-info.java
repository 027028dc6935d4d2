/** The API of plgd's first version (0.0.1), function by function, for those who port a program from C. */
@NullMarked
package org.dps4j.dps.plgd;

import org.jspecify.annotations.NullMarked;
