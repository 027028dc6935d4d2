/** Files and directories of the demo. */
@NullMarked
package org.dps4j.demo.files;

import org.jspecify.annotations.NullMarked;
