/** Credentials of OCF Security, and the bodies of {@code /api/v1/provisioning/credentials}. */
@NullMarked
package org.dps4j.protocol.payload.credential;

import org.jspecify.annotations.NullMarked;
