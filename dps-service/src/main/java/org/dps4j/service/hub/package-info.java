/** The clouds a device can be sent to, and the choice among them. */
@NullMarked
package org.dps4j.service.hub;

import org.jspecify.annotations.NullMarked;
