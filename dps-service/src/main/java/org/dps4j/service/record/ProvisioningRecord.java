package org.dps4j.service.record;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What is remembered of one manufacturer key. It holds no key, no token and no pre-shared key.
 *
 * @param id derived from the key, so the same whatever certificate the key comes with
 * @param created when the key was first seen
 * @param deviceIds the device ids it was provisioned as, the last one asked for first; at most
 *     {@link RecordUpdate#MAX_DEVICE_IDS}
 */
public record ProvisioningRecord(
        UUID id,
        UUID groupId,
        String owner,
        Instant created,
        Optional<AttestedIdentity> attestation,
        List<UUID> deviceIds,
        Map<Step, StepStatus> steps,
        List<String> localEndpoints) {

    public ProvisioningRecord {
        Objects.requireNonNull(id);
        Objects.requireNonNull(groupId);
        Objects.requireNonNull(owner);
        Objects.requireNonNull(created);
        Objects.requireNonNull(attestation);
        deviceIds = List.copyOf(deviceIds);
        steps = Map.copyOf(steps);
        localEndpoints = List.copyOf(localEndpoints);
    }
}
