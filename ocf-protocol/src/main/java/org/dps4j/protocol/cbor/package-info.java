/** CBOR (RFC 8949) as far as OCF uses it: a strict, bounded reader, a writer, and typed access to the members of a map. */
@NullMarked
package org.dps4j.protocol.cbor;

import org.jspecify.annotations.NullMarked;
