/** The certificate authority that signs identity certificates of devices. */
@NullMarked
package org.dps4j.service.authority;

import org.jspecify.annotations.NullMarked;
