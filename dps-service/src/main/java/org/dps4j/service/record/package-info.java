/** What the service remembers of every device it provisioned. */
@NullMarked
package org.dps4j.service.record;

import org.jspecify.annotations.NullMarked;
