package org.dps4j.service.provisioning;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.payload.acl.AclsAnswer;
import org.dps4j.protocol.payload.ownership.OwnershipAnswer;
import org.dps4j.service.enrollment.EnrollmentGroup;

/** Answers that are the same for every device of a group; encoded once. */
final class FixedAnswers implements StepHandler {

    private final Map<UUID, CompletionStage<Answer>> byGroup;

    private FixedAnswers(List<EnrollmentGroup> groups, Function<EnrollmentGroup, byte[]> body) {
        byGroup = groups.stream()
                .collect(Collectors.toUnmodifiableMap(
                        EnrollmentGroup::id, group -> CompletableFuture.completedStage(Answer.of(body.apply(group)))));
    }

    static FixedAnswers ownership(List<EnrollmentGroup> groups) {
        return new FixedAnswers(groups, group -> OwnershipAnswer.CODEC.encode(new OwnershipAnswer(group.ownerId())));
    }

    static FixedAnswers acls(List<EnrollmentGroup> groups) {
        return new FixedAnswers(groups, group -> AclsAnswer.CODEC.encode(AccessRules.of(group)));
    }

    @Override
    public CompletionStage<Answer> handle(DeviceSession device, Bytes payload) {
        return Objects.requireNonNull(byGroup.get(device.group().id()));
    }
}
