/** What keeps the log readable while thousands of devices do the same thing. */
@NullMarked
package org.dps4j.service.journal;

import org.jspecify.annotations.NullMarked;
