/** What a resource of a device is, what it is asked and what it answers (OCF Core 7). */
@NullMarked
package org.dps4j.device.resource;

import org.jspecify.annotations.NullMarked;
