package org.dps4j.gateway.session;

import java.time.Duration;

/**
 * What a connection with a device may take.
 *
 * @param signIn how long it may stay without a device that is signed in
 * @param request how long a device may take to answer
 * @param waiting how many requests may wait for one device
 */
public record SessionLimits(Duration signIn, Duration request, int waiting) {}
