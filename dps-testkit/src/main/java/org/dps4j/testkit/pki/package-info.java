/** Certificates, keys and TLS contexts made in the test that needs them, by an issuer of its own. */
@NullMarked
package org.dps4j.testkit.pki;

import org.jspecify.annotations.NullMarked;
