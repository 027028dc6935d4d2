/** What a pure machine was seen to do, as a table that a page can show. */
@NullMarked
package org.dps4j.testkit.machine;

import org.jspecify.annotations.NullMarked;
