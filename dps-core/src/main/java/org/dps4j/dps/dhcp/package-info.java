/** What a DHCP server tells a device about its provisioning service (RFC 2132 8.4). */
@NullMarked
package org.dps4j.dps.dhcp;

import org.jspecify.annotations.NullMarked;
