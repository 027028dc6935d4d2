/** The configuration file of the gateway as values: read, checked and defaulted, nothing opened. */
@NullMarked
package org.dps4j.gateway.config;

import org.jspecify.annotations.NullMarked;
