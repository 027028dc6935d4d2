/** Random tests whose failures can be played again. */
@NullMarked
package org.dps4j.testkit.seed;

import org.jspecify.annotations.NullMarked;
