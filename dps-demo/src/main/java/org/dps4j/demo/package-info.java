/** The program {@code demo}: makes certificates, starts a service and a device as processes, and shows what they do. */
@NullMarked
package org.dps4j.demo;

import org.jspecify.annotations.NullMarked;
