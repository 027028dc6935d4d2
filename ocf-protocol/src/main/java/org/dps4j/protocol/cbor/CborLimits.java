package org.dps4j.protocol.cbor;

/**
 * How much the reader takes in before it refuses a body.
 *
 * @param size bytes of the whole body
 * @param depth maps and arrays inside each other
 * @param items maps, arrays, keys and values altogether
 * @param stringSize bytes of one text or byte string
 */
public record CborLimits(int size, int depth, int items, int stringSize) {

    /** 64 KiB, 16 levels, 16 384 items, 32 KiB for one string. */
    public static final CborLimits DEFAULT = new CborLimits(64 * 1024, 16, 16 * 1024, 32 * 1024);

    /** @throws IllegalArgumentException if a limit is not positive or the depth is more than a thread's stack bears */
    public CborLimits {
        if (size < 1 || depth < 1 || depth > 256 || items < 1 || stringSize < 1) {
            throw new IllegalArgumentException("limits are positive, and the depth is at most 256");
        }
    }
}
