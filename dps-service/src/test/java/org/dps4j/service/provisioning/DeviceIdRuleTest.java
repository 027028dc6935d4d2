package org.dps4j.service.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.dps4j.loop.VirtualLoop;
import org.dps4j.service.attestation.Verdict.Accepted;
import org.dps4j.service.enrollment.DeviceIdPolicy;
import org.dps4j.service.enrollment.EnrollmentGroup;
import org.dps4j.service.enrollment.TestGroups;
import org.dps4j.service.record.QueuedRecords;
import org.dps4j.service.store.MemoryStore;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.Test;

class DeviceIdRuleTest {

    private static final UUID DEVICE = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10");
    private static final UUID KEY = new UUID(1, 1);
    private static final UUID OTHER_KEY = new UUID(1, 2);

    private final TestAuthority manufacturer = TestPki.root("Manufacturer").mint();
    private final EnrollmentGroup group = TestGroups.of("g", manufacturer);
    private final DeviceIdRule rule = rule(group);

    @Test
    void nobody_gets_the_id_of_a_hub_of_the_owner_or_none() {
        assertThat(rule.refusal(group, TestGroups.HUB)).isPresent();
        assertThat(rule.refusal(group, group.ownerId())).isPresent();
        assertThat(rule.refusal(group, new UUID(0, 0))).isPresent();
        assertThat(rule.refusal(group, DEVICE)).isEmpty();
    }

    @Test
    void nobody_gets_the_id_of_a_hub_or_an_owner_of_another_group() {
        UUID hub = new UUID(3, 3);
        EnrollmentGroup other = TestGroups.withOwnerAndHub(group, "somebody else", hub);
        DeviceIdRule both = rule(group, other);

        assertThat(both.refusal(group, hub)).isPresent();
        assertThat(both.refusal(group, other.ownerId())).isPresent();
        assertThat(both.refusal(other, TestGroups.HUB)).isPresent();
        assertThat(both.refusal(other, group.ownerId())).isPresent();
    }

    @Test
    void a_listed_group_gives_out_what_it_lists_only() {
        EnrollmentGroup listed = TestGroups.withPolicy(group, DeviceIdPolicy.LISTED, Set.of(DEVICE));

        assertThat(permitted(listed, KEY, DEVICE)).isTrue();
        assertThat(permitted(listed, KEY, new UUID(7, 7))).isFalse();
    }

    @Test
    void a_bound_id_stays_with_the_key_that_asked_first_and_a_key_may_have_several() {
        EnrollmentGroup bound = TestGroups.withPolicy(group, DeviceIdPolicy.BOUND_TO_MANUFACTURER_KEY, Set.of());

        assertThat(permitted(bound, KEY, DEVICE)).isTrue();
        assertThat(permitted(bound, OTHER_KEY, DEVICE)).isFalse();
        assertThat(permitted(bound, KEY, DEVICE)).isTrue();
        assertThat(permitted(bound, KEY, new UUID(7, 7))).isTrue();
    }

    @Test
    void a_free_group_lets_two_keys_have_the_same_id() {
        assertThat(permitted(group, KEY, DEVICE)).isTrue();
        assertThat(permitted(group, OTHER_KEY, DEVICE)).isTrue();
    }

    private static DeviceIdRule rule(EnrollmentGroup... groups) {
        return new DeviceIdRule(
                List.of(groups), new QueuedRecords(new MemoryStore(), new VirtualLoop(1), Runnable::run, 10));
    }

    private boolean permitted(EnrollmentGroup group, UUID key, UUID deviceId) {
        Accepted device = new Accepted(group, manufacturer.device("d").mint().certificate(), key, Instant.MAX);
        return !rule.permit(device, deviceId).toCompletableFuture().isCompletedExceptionally();
    }
}
