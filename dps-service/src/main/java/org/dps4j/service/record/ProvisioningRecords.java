package org.dps4j.service.record;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** The records as handlers see them: nothing here blocks. Thread-safe. */
public interface ProvisioningRecords {

    /** Takes what was learned and returns at once; it is written within a second. */
    void note(RecordUpdate update);

    /** The record of a manufacturer key as it is written; fails with {@link RecordStoreException}. */
    CompletionStage<Optional<ProvisioningRecord>> find(UUID recordId);

    /** How many records are written; fails with {@link RecordStoreException}. */
    CompletionStage<Long> count();

    /** Gives a device id to a record unless another one has it; whose it is now. Fails with {@link RecordStoreException}. */
    CompletionStage<UUID> claim(UUID deviceId, UUID recordId);
}
