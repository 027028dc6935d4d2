/** The page that shows devices in a browser. */
@NullMarked
package org.dps4j.gateway.page;

import org.jspecify.annotations.NullMarked;
