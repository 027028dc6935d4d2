package org.dps4j.program.http;

import java.time.Duration;

/**
 * What callers by HTTP may take.
 *
 * @param connections how many may be open at once
 * @param headerSize of a request, in bytes
 * @param threads that serve
 * @param idle how long a connection may be silent
 */
public record HttpLimits(int connections, int headerSize, int threads, Duration idle) {

    public HttpLimits {
        if (connections < 1 || headerSize < 1 || threads < 1 || idle.isZero() || idle.isNegative()) {
            throw new IllegalArgumentException("every limit must be more than zero");
        }
    }
}
