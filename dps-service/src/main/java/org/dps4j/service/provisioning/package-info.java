/** The five resources a device provisions itself from. */
@NullMarked
package org.dps4j.service.provisioning;

import org.jspecify.annotations.NullMarked;
