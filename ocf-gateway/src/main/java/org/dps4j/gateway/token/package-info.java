/** The tokens that devices bring and the ones they are given. */
@NullMarked
package org.dps4j.gateway.token;

import org.jspecify.annotations.NullMarked;
