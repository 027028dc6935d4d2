/** Resources that hold others, and make new ones when they are asked to (OCF Core 7.8.3). */
@NullMarked
package org.dps4j.device.resource.collection;

import org.jspecify.annotations.NullMarked;
