/** The certificates of a demo, and where they lie. */
@NullMarked
package org.dps4j.demo.pki;

import org.jspecify.annotations.NullMarked;
