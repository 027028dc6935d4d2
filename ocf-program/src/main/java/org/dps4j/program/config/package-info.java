/** The configuration file of a server program: YAML with typed keys, where everything wrong is one line with its place. */
@NullMarked
package org.dps4j.program.config;

import org.jspecify.annotations.NullMarked;
