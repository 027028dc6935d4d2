package org.dps4j.service.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.service.record.AttestedIdentity;
import org.dps4j.service.record.ProvisioningRecord;
import org.dps4j.service.record.Step;
import org.dps4j.service.record.StepStatus;
import org.jdbi.v3.core.Handle;

/** Reads a record and what belongs to it. */
final class RecordReader {

    private RecordReader() {}

    static Optional<ProvisioningRecord> find(Handle handle, UUID recordId) {
        return handle.createQuery("SELECT * FROM provisioning_record WHERE id = :id")
                .bind("id", recordId)
                .map((row, context) -> record(handle, recordId, row))
                .findOne();
    }

    private static ProvisioningRecord record(Handle handle, UUID recordId, ResultSet row) throws SQLException {
        return new ProvisioningRecord(
                recordId,
                row.getObject("group_id", UUID.class),
                row.getString("owner"),
                instant(row, "created_at"),
                attestation(row),
                deviceIds(handle, recordId),
                steps(handle, recordId),
                Optional.ofNullable(row.getString("local_endpoints"))
                        .map(text -> text.lines().toList())
                        .orElse(List.of()));
    }

    private static Optional<AttestedIdentity> attestation(ResultSet row) throws SQLException {
        return row.getString("fingerprint") == null
                ? Optional.empty()
                : Optional.of(new AttestedIdentity(
                        instant(row, "attested_at"), row.getString("common_name"), row.getString("fingerprint")));
    }

    private static List<UUID> deviceIds(Handle handle, UUID recordId) {
        return handle.createQuery("SELECT device_id FROM provisioned_device_id WHERE record_id = :id"
                        + " ORDER BY last_at DESC, device_id")
                .bind("id", recordId)
                .mapTo(UUID.class)
                .list();
    }

    private static Map<Step, StepStatus> steps(Handle handle, UUID recordId) {
        Map<Step, StepStatus> steps = new EnumMap<>(Step.class);
        handle.createQuery("SELECT * FROM provisioning_step WHERE record_id = :id")
                .bind("id", recordId)
                .map((row, context) -> steps.put(
                        Step.valueOf(row.getString("step")),
                        new StepStatus(instant(row, "at"), row.getInt("code"), row.getString("message"))))
                .list();
        return steps;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
