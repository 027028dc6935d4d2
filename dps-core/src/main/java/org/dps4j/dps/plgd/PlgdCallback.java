package org.dps4j.dps.plgd;

import org.jspecify.annotations.Nullable;

/**
 * Hears of a status. Called on the device's loop, so it must not block.
 *
 * @param <D> the user's data
 */
@FunctionalInterface
public interface PlgdCallback<D extends @Nullable Object> {

    /**
     * The status changed, or something failed.
     *
     * @param status flags, see {@link PlgdStatus}; of the cloud the bits of {@link
     *     org.dps4j.device.cloud.CloudFlag}, none of them for a cloud client that was started
     * @param data what was handed in with this callback
     */
    void onStatus(PlgdContext context, int status, D data);
}
