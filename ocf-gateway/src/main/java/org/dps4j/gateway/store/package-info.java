/** What outlives the process, in an embedded database. */
@NullMarked
package org.dps4j.gateway.store;

import org.jspecify.annotations.NullMarked;
