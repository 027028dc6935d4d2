package org.dps4j.service.provisioning;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dps4j.service.attestation.Verdict.Accepted;
import org.dps4j.service.enrollment.DeviceIdPolicy;
import org.dps4j.service.enrollment.EnrollmentGroup;
import org.dps4j.service.record.ProvisioningRecords;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;

/**
 * Which device id a device may be provisioned as. Beyond the policy of its group nobody gets the id of a hub or an owner,
 * be it of another group: one authority certifies them all, and with a certificate for it a device could pass for them.
 */
final class DeviceIdRule {

    private static final UUID NIL = new UUID(0, 0);

    private final Set<UUID> reserved;
    private final ProvisioningRecords records;

    DeviceIdRule(List<EnrollmentGroup> groups, ProvisioningRecords records) {
        this.reserved = groups.stream()
                .flatMap(group -> Stream.concat(group.hubs().ids().stream(), Stream.of(group.ownerId())))
                .collect(Collectors.toUnmodifiableSet());
        this.records = records;
    }

    /** Completes with the id if the device may have it, else fails with a {@link StepFailure}. */
    CompletionStage<UUID> permit(Accepted device, UUID deviceId) {
        Optional<String> refusal = refusal(device.group(), deviceId);
        if (refusal.isPresent()) {
            return CompletableFuture.failedFuture(new StepFailure(ResponseCode.FORBIDDEN, refusal.get()));
        }
        if (device.group().deviceIds() != DeviceIdPolicy.BOUND_TO_MANUFACTURER_KEY) {
            return CompletableFuture.completedFuture(deviceId);
        }
        return records.claim(deviceId, device.recordId()).thenApply(owner -> {
            if (!owner.equals(device.recordId())) {
                throw new StepFailure(ResponseCode.FORBIDDEN, "the device id belongs to another device");
            }
            return deviceId;
        });
    }

    /** Why no device of the group may have this id, if that can be said without asking the records. */
    Optional<String> refusal(EnrollmentGroup group, UUID deviceId) {
        if (deviceId.equals(NIL)) {
            return Optional.of("the nil UUID is not a device id");
        }
        if (reserved.contains(deviceId)) {
            return Optional.of("the device id is the id of a hub or of an owner");
        }
        if (group.deviceIds() == DeviceIdPolicy.LISTED
                && !group.allowedDeviceIds().contains(deviceId)) {
            return Optional.of("the device id is not among those allowed");
        }
        return Optional.empty();
    }
}
