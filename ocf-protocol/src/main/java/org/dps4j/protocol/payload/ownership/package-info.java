/** The body of {@code /api/v1/provisioning/ownership}. */
@NullMarked
package org.dps4j.protocol.payload.ownership;

import org.jspecify.annotations.NullMarked;
