/** Finds threads and sockets that outlive the test that made them. */
@NullMarked
package org.dps4j.testkit.leak;

import org.jspecify.annotations.NullMarked;
