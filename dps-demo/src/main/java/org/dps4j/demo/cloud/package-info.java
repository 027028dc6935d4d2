/** The demo as a user of its cloud's API. */
@NullMarked
package org.dps4j.demo.cloud;

import org.jspecify.annotations.NullMarked;
