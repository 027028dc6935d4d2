package org.dps4j.service.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.dps4j.service.record.AttestedIdentity;
import org.dps4j.service.record.RecordUpdate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes updates into the tables, four statements a batch. */
final class RecordWriter {

    private static final String RECORD = Script.text("note_record.sql");
    private static final String STEP = Script.text("note_step.sql");
    private static final String DEVICE_ID = Script.text("note_device_id.sql");
    private static final String FORGET_DEVICE_IDS = Script.text("forget_device_ids.sql");

    private RecordWriter() {}

    static void write(Handle transaction, List<RecordUpdate> updates) {
        PreparedBatch records = transaction.prepareBatch(RECORD);
        PreparedBatch steps = transaction.prepareBatch(STEP);
        PreparedBatch deviceIds = transaction.prepareBatch(DEVICE_ID);
        PreparedBatch forgotten = transaction.prepareBatch(FORGET_DEVICE_IDS);
        for (RecordUpdate update : updates) {
            record(records, update);
            update.steps()
                    .forEach((step, status) -> steps.bind("recordId", update.recordId())
                            .bind("step", step.name())
                            .bind("at", timestamp(status.at()))
                            .bind("code", status.code())
                            .bind("message", status.message())
                            .add());
            update.deviceIds()
                    .forEach((deviceId, at) -> deviceIds
                            .bind("recordId", update.recordId())
                            .bind("deviceId", deviceId)
                            .bind("at", timestamp(at))
                            .add());
            if (!update.deviceIds().isEmpty()) {
                forgotten
                        .bind("recordId", update.recordId())
                        .bind("kept", RecordUpdate.MAX_DEVICE_IDS)
                        .add();
            }
        }
        for (PreparedBatch batch : List.of(records, steps, deviceIds, forgotten)) {
            if (batch.size() > 0) {
                batch.execute();
            }
        }
    }

    private static void record(PreparedBatch records, RecordUpdate update) {
        Optional<AttestedIdentity> attestation = update.attestation();
        records.bind("id", update.recordId())
                .bind("groupId", update.groupId())
                .bind("owner", update.owner())
                .bind("at", timestamp(update.at()))
                .bind("attestedAt", (Object)
                        attestation.map(its -> timestamp(its.at())).orElse(null))
                .bind("commonName", (Object)
                        attestation.map(AttestedIdentity::commonName).orElse(null))
                .bind("fingerprint", (Object)
                        attestation.map(AttestedIdentity::fingerprint).orElse(null))
                .bind("localEndpoints", (Object) update.localEndpoints()
                        .map(its -> String.join("\n", its))
                        .orElse(null))
                .add();
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
