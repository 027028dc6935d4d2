/** The inputs that fuzzing found worth keeping, played as plain tests. */
@NullMarked
package org.dps4j.testkit.fuzz;

import org.jspecify.annotations.NullMarked;
