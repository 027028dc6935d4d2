/** How a device gets its tokens: the bodies of {@code /oic/sec/account} and {@code /oic/sec/tokenrefresh}. */
@NullMarked
package org.dps4j.protocol.payload.account;

import org.jspecify.annotations.NullMarked;
