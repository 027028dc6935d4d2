/** The resources of {@code /oic/sec}: who owns a device, what it holds and who may do what (OCF Security 13). */
@NullMarked
package org.dps4j.device.resource.security;

import org.jspecify.annotations.NullMarked;
