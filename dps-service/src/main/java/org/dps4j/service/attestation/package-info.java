/** The one decision at the handshake: from the chain a device presents to its enrollment group. */
@NullMarked
package org.dps4j.service.attestation;

import org.jspecify.annotations.NullMarked;
