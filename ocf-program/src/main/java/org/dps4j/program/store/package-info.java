/** The file of an embedded database. */
@NullMarked
package org.dps4j.program.store;

import org.jspecify.annotations.NullMarked;
