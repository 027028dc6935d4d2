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
     * @param status flags, see {@link PlgdStatus}; of the cloud {@link PlgdDps#CLOUD_INITIALIZED}
     * @param data what was handed in with this callback
     */
    void onStatus(PlgdContext context, int status, D data);
}
