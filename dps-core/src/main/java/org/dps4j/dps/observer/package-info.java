/** Watches whether the cloud takes a device that was just provisioned, and decides what to do where it does not. */
@NullMarked
package org.dps4j.dps.observer;

import org.jspecify.annotations.NullMarked;
