/** The processes of the demo: started, listened to, and ended with it. */
@NullMarked
package org.dps4j.demo.process;

import org.jspecify.annotations.NullMarked;
