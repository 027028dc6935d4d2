/** The HTTP interface: devices and resources as JSON, and their changes as they happen. */
@NullMarked
package org.dps4j.gateway.api;

import org.jspecify.annotations.NullMarked;
