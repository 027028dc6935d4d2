/** The resource by which others see how a device is provisioned, and have it provisioned by another service. */
@NullMarked
package org.dps4j.dps.resource;

import org.jspecify.annotations.NullMarked;
