/** Enrollment groups: which devices belong to an owner, and what they may ask for. */
@NullMarked
package org.dps4j.service.enrollment;

import org.jspecify.annotations.NullMarked;
