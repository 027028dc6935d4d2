/** Many devices in one process: made, provisioned, online, and measured. */
@NullMarked
package org.dps4j.demo.fleet;

import org.jspecify.annotations.NullMarked;
