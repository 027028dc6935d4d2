/** The provisioning service as a program and as a part of another one. */
@NullMarked
package org.dps4j.service;

import org.jspecify.annotations.NullMarked;
