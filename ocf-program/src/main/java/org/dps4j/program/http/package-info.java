/** HTTP, bounded. */
@NullMarked
package org.dps4j.program.http;

import org.jspecify.annotations.NullMarked;
