/** A device on its connection: who it is, what is asked of it, and what it is watched for. */
@NullMarked
package org.dps4j.gateway.session;

import org.jspecify.annotations.NullMarked;
