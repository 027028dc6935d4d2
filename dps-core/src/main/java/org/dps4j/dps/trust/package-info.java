/** Whether a device trusts the service it talks to. */
@NullMarked
package org.dps4j.dps.trust;

import org.jspecify.annotations.NullMarked;
