/** Access control entries of OCF Security, and the body of {@code /api/v1/provisioning/acls}. */
@NullMarked
package org.dps4j.protocol.payload.acl;

import org.jspecify.annotations.NullMarked;
