/** The configuration file of the service as values: read, checked and defaulted, nothing opened. */
@NullMarked
package org.dps4j.service.config;

import org.jspecify.annotations.NullMarked;
