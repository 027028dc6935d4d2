/** The HTTP side: health and the keys that verify tokens. */
@NullMarked
package org.dps4j.service.health;

import org.jspecify.annotations.NullMarked;
