/** What devices publish, and how one device finds and reaches another of the same owner. */
@NullMarked
package org.dps4j.gateway.directory;

import org.jspecify.annotations.NullMarked;
