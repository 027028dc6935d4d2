/** What a server program has before it serves: key files, listeners, a version and an orderly end. */
@NullMarked
package org.dps4j.program;

import org.jspecify.annotations.NullMarked;
