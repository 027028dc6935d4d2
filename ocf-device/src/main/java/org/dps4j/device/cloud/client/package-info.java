/** The client that keeps a device registered with its cloud, and the resource by which others see and set it. */
@NullMarked
package org.dps4j.device.cloud.client;

import org.jspecify.annotations.NullMarked;
