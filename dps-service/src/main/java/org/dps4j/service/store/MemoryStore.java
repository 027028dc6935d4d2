package org.dps4j.service.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.dps4j.service.record.ProvisioningRecord;
import org.dps4j.service.record.RecordStore;
import org.dps4j.service.record.RecordUpdate;
import org.dps4j.service.record.Step;
import org.dps4j.service.record.StepStatus;

/** Keeps records for the life of the process; for tests. */
public final class MemoryStore implements RecordStore {

    private final Map<UUID, ProvisioningRecord> records = new ConcurrentHashMap<>();
    private final Claims claims = new Claims();

    @Override
    public void write(List<RecordUpdate> updates) {
        for (RecordUpdate update : updates) {
            records.compute(update.recordId(), (id, known) -> apply(known == null ? empty(update) : known, update));
        }
    }

    @Override
    public Optional<ProvisioningRecord> find(UUID recordId) {
        return Optional.ofNullable(records.get(recordId));
    }

    @Override
    public long count() {
        return records.size();
    }

    @Override
    public UUID claim(UUID deviceId, UUID recordId) {
        return claims.claim(deviceId, recordId);
    }

    @Override
    public void close() {
        records.clear();
    }

    private static ProvisioningRecord empty(RecordUpdate first) {
        return new ProvisioningRecord(
                first.recordId(),
                first.groupId(),
                first.owner(),
                first.at(),
                Optional.empty(),
                List.of(),
                Map.of(),
                List.of());
    }

    private static ProvisioningRecord apply(ProvisioningRecord known, RecordUpdate update) {
        Map<Step, StepStatus> steps = new TreeMap<>(known.steps());
        update.steps()
                .forEach((step, status) ->
                        steps.merge(step, status, (old, young) -> young.at().isBefore(old.at()) ? old : young));
        List<UUID> deviceIds = new ArrayList<>(update.deviceIds().entrySet().stream()
                .sorted(Map.Entry.<UUID, Instant>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList());
        known.deviceIds().stream()
                .filter(id -> !deviceIds.contains(id))
                .limit(RecordUpdate.MAX_DEVICE_IDS - deviceIds.size())
                .forEach(deviceIds::add);
        return new ProvisioningRecord(
                known.id(),
                update.groupId(),
                update.owner(),
                known.created(),
                update.attestation().or(known::attestation),
                deviceIds,
                steps,
                update.localEndpoints().orElse(known.localEndpoints()));
    }
}
