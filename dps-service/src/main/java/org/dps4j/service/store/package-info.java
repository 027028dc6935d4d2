/** Provisioning records in an embedded database, or in memory. */
@NullMarked
package org.dps4j.service.store;

import org.jspecify.annotations.NullMarked;
