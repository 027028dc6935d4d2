/** Who owns the device: the resources doxm and pstat as values (OCF Security 13.3 and 13.8). */
@NullMarked
package org.dps4j.device.security.ownership;

import org.jspecify.annotations.NullMarked;
