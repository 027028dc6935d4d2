/** A network between two ends that goes wrong when the test wants it to. */
@NullMarked
package org.dps4j.testkit.proxy;

import org.jspecify.annotations.NullMarked;
