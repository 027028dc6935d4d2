/** The bodies of {@code /api/v1/provisioning/cloud-configuration}. */
@NullMarked
package org.dps4j.protocol.payload.cloud;

import org.jspecify.annotations.NullMarked;
