/** What the processes say, understood and told. */
@NullMarked
package org.dps4j.demo.story;

import org.jspecify.annotations.NullMarked;
