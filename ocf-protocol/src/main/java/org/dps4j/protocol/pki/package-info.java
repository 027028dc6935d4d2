/** Keys, PEM files, signing requests, certificate chains and their issuer; nothing else of the house sees BouncyCastle. */
@NullMarked
package org.dps4j.protocol.pki;

import org.jspecify.annotations.NullMarked;
