/** Sign-up, sign-in, refresh and sign-off of devices, and what is remembered of them. */
@NullMarked
package org.dps4j.gateway.account;

import org.jspecify.annotations.NullMarked;
