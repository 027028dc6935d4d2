/** What the answers about tokens have in common. */
@NullMarked
package org.dps4j.protocol.payload.token;

import org.jspecify.annotations.NullMarked;
