/** A peer that sends and sees every byte, over TCP and TLS, in both roles. */
@NullMarked
package org.dps4j.testkit.peer;

import org.jspecify.annotations.NullMarked;
