package org.dps4j.service.record;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Something learned about a device: only what is known is in it, and only that is written.
 *
 * @param recordId the record, one per manufacturer key
 * @param groupId the enrollment group of the connection it was learned on
 * @param owner the owner of that group
 * @param at when it was learned
 * @param deviceIds the device ids asked for, and when each was asked for last; the last {@link #MAX_DEVICE_IDS} are kept
 * @param steps how steps went
 * @param localEndpoints the addresses at which the device says it can be reached
 */
public record RecordUpdate(
        UUID recordId,
        UUID groupId,
        String owner,
        Instant at,
        Optional<AttestedIdentity> attestation,
        Map<UUID, Instant> deviceIds,
        Map<Step, StepStatus> steps,
        Optional<List<String>> localEndpoints) {

    /** How many device ids of one manufacturer key are remembered: a device may ask for any number of them. */
    public static final int MAX_DEVICE_IDS = 16;

    public static final int MAX_ENDPOINTS = 16;
    public static final int MAX_ENDPOINT = 128;

    public RecordUpdate {
        Objects.requireNonNull(recordId);
        Objects.requireNonNull(groupId);
        Objects.requireNonNull(owner);
        Objects.requireNonNull(at);
        Objects.requireNonNull(attestation);
        deviceIds = youngest(deviceIds);
        steps = Map.copyOf(steps);
        localEndpoints = localEndpoints.map(endpoints -> endpoints.stream()
                .limit(MAX_ENDPOINTS)
                .map(endpoint -> BoundedText.of(endpoint, MAX_ENDPOINT))
                .toList());
    }

    /** An update that knows only whose record it is. */
    public static RecordUpdate of(UUID recordId, UUID groupId, String owner, Instant at) {
        return new RecordUpdate(recordId, groupId, owner, at, Optional.empty(), Map.of(), Map.of(), Optional.empty());
    }

    public RecordUpdate withAttestation(AttestedIdentity identity) {
        return new RecordUpdate(recordId, groupId, owner, at, Optional.of(identity), deviceIds, steps, localEndpoints);
    }

    public RecordUpdate withDeviceId(UUID deviceId) {
        return new RecordUpdate(
                recordId,
                groupId,
                owner,
                at,
                attestation,
                latest(deviceIds, Map.of(deviceId, at)),
                steps,
                localEndpoints);
    }

    public RecordUpdate withStep(Step step, StepStatus status) {
        Map<Step, StepStatus> more = new TreeMap<>(steps);
        more.put(step, status);
        return new RecordUpdate(recordId, groupId, owner, at, attestation, deviceIds, more, localEndpoints);
    }

    public RecordUpdate withLocalEndpoints(List<String> endpoints) {
        return new RecordUpdate(recordId, groupId, owner, at, attestation, deviceIds, steps, Optional.of(endpoints));
    }

    /** This and a later update of the same record as one; what the later one does not know stays. */
    public RecordUpdate merge(RecordUpdate later) {
        if (!recordId.equals(later.recordId)) {
            throw new IllegalArgumentException("updates of two records");
        }
        Map<Step, StepStatus> both = new TreeMap<>(steps);
        later.steps.forEach((step, status) ->
                both.merge(step, status, (old, young) -> young.at().isBefore(old.at()) ? old : young));
        return new RecordUpdate(
                recordId,
                later.groupId,
                later.owner,
                later.at,
                later.attestation.or(() -> attestation),
                latest(deviceIds, later.deviceIds),
                both,
                later.localEndpoints.or(() -> localEndpoints));
    }

    private static Map<UUID, Instant> youngest(Map<UUID, Instant> deviceIds) {
        return deviceIds.size() <= MAX_DEVICE_IDS
                ? Map.copyOf(deviceIds)
                : deviceIds.entrySet().stream()
                        .sorted(Map.Entry.<UUID, Instant>comparingByValue().reversed())
                        .limit(MAX_DEVICE_IDS)
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<UUID, Instant> latest(Map<UUID, Instant> some, Map<UUID, Instant> others) {
        Map<UUID, Instant> all = new HashMap<>(some);
        others.forEach((id, at) -> all.merge(id, at, (one, other) -> one.isAfter(other) ? one : other));
        return all;
    }
}
