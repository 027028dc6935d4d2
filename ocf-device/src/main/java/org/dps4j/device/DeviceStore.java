package org.dps4j.device;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Where a device's state is kept between two runs of its program. Nothing here blocks the caller: the work is done
 * elsewhere, and the returned stage completes on a thread of the store's choice. A failure is a {@link StoreException}.
 *
 * <p>One call at a time: a second one before the first completed is misuse, which {@link Device} never commits.
 */
public interface DeviceStore {

    /**
     * Reads the state that was saved last, or nothing when none ever was. What cannot be read is left as it is,
     * and fails the stage with an {@link UnreadableStateException} where it is the content that is at fault.
     * Credentials that the application installs itself (see {@code Credentials}) are not part of what is kept.
     */
    CompletionStage<Optional<DeviceState>> load();

    /** Replaces what is kept by {@code state}, wholly or not at all, and completes when it would survive a power cut. */
    CompletionStage<Void> save(DeviceState state);
}
