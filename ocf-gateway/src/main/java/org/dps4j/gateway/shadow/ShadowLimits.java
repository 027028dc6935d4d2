package org.dps4j.gateway.shadow;

/**
 * What is kept of one device at most.
 *
 * @param resources how many resources
 * @param bytes how many bytes of representations altogether
 */
public record ShadowLimits(int resources, int bytes) {}
