/** The client that keeps a device registered with its cloud. */
@NullMarked
package org.dps4j.device.cloud.client;

import org.jspecify.annotations.NullMarked;
