package org.dps4j.service.record;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where records are kept. Every method may block and is called on a worker thread only; thread-safe. */
public interface RecordStore extends AutoCloseable {

    /**
     * Writes all of them or none, and only what each of them knows.
     *
     * @throws RecordStoreException when they could not be written
     */
    void write(List<RecordUpdate> updates);

    /**
     * The record of a manufacturer key.
     *
     * @throws RecordStoreException when it could not be read
     */
    Optional<ProvisioningRecord> find(UUID recordId);

    /**
     * How many records there are.
     *
     * @throws RecordStoreException when they could not be counted
     */
    long count();

    /**
     * Gives {@code deviceId} to {@code recordId} unless another record has it, and says whose it is now. A record that
     * claims more than {@link RecordUpdate#MAX_DEVICE_IDS} loses its oldest claim, so that no device takes all ids.
     *
     * @throws RecordStoreException when that could not be decided
     */
    UUID claim(UUID deviceId, UUID recordId);

    /** Closes what is open; nothing may be called afterwards. */
    @Override
    void close();
}
