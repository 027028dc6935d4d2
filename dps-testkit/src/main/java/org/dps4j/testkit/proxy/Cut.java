package org.dps4j.testkit.proxy;

/**
 * How a connection is cut.
 *
 * <pre>{@code
 * proxy.toClient().cutAfter(100, Cut.RESET);
 * }</pre>
 */
public enum Cut {
    /** Closed towards both ends, which see a FIN. */
    CLOSE,
    /** Reset towards both ends. */
    RESET
}
