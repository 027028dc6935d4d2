/** Access tokens with which devices sign up with their cloud. */
@NullMarked
package org.dps4j.service.token;

import org.jspecify.annotations.NullMarked;
