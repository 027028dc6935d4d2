package org.dps4j.device.security.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.dps4j.device.security.Change;
import org.dps4j.protocol.payload.acl.AccessControlEntry;
import org.dps4j.protocol.payload.acl.AceResource;
import org.dps4j.protocol.payload.acl.AceSubject;
import org.dps4j.protocol.payload.acl.ConnectionType;
import org.dps4j.protocol.payload.acl.Permission;
import org.dps4j.protocol.payload.acl.Validity;
import org.dps4j.protocol.payload.acl.WildcardKind;
import org.junit.jupiter.api.Test;

class AccessControlListTest {

    private static final AceSubject OWNER = new AceSubject.DeviceSubject(UUID.randomUUID());
    private static final AceSubject HUB = new AceSubject.DeviceSubject(UUID.randomUUID());
    private static final AceResource ALL = new AceResource.Wildcard(WildcardKind.ALL, List.of());
    private static final AceResource LIGHT = new AceResource.Href("/light/1", List.of());

    private static AccessControlEntry rule(AceSubject subject, AceResource resource) {
        return new AccessControlEntry(
                OptionalInt.empty(), subject, List.of(resource), Permission.all(), Optional.of("dps"), List.of());
    }

    private static AccessControlList applied(AccessControlList before, AccessControlEntry... delivered) {
        return ((Change.Applied<AccessControlList>) before.replaceProvisioned(List.of(delivered))).value();
    }

    private static String refused(List<AccessControlEntry> delivered) {
        Change<AccessControlList> change = AccessControlList.bootstrap().replaceProvisioned(delivered);
        return ((Change.Refused<AccessControlList>) change).reason();
    }

    @Test
    void the_bootstrap_rules_let_anybody_read_what_the_device_is() {
        AccessControlEntry only = AccessControlList.bootstrap().entries().get(0);

        assertThat(AccessControlList.bootstrap().entries()).hasSize(1);
        assertThat(only.subject()).isEqualTo(new AceSubject.ConnectionSubject(ConnectionType.ANON_CLEAR));
        assertThat(only.permissions()).containsExactly(Permission.RETRIEVE);
        assertThat(only.resources())
                .extracting(resource -> ((AceResource.Href) resource).href())
                .containsExactly("/oic/res", "/oic/d", "/oic/p", "/x.plgd.dev/time");
        assertThat(only.tag()).isEmpty();
        assertThat(AccessControlList.bootstrap().isProvisioned()).isFalse();
    }

    @Test
    void delivered_rules_replace_delivered_rules_and_no_others() {
        AccessControlList first = applied(AccessControlList.bootstrap(), rule(OWNER, ALL));

        AccessControlList second = applied(first, rule(HUB, ALL), rule(OWNER, LIGHT));

        assertThat(second.isProvisioned()).isTrue();
        assertThat(second.entries().get(0))
                .isEqualTo(AccessControlList.bootstrap().entries().get(0));
        assertThat(second.entries()).extracting(AccessControlEntry::subject).contains(HUB, OWNER);
        assertThat(second.entries()).hasSize(3);
    }

    @Test
    void rules_of_the_same_subject_and_permission_become_one() {
        AccessControlList list =
                applied(AccessControlList.NONE, rule(OWNER, ALL), rule(OWNER, LIGHT), rule(OWNER, ALL));

        assertThat(list.entries()).hasSize(1);
        assertThat(list.entries().get(0).resources()).containsExactly(ALL, LIGHT);
    }

    @Test
    void rules_that_hold_at_other_times_stay_apart_and_keep_their_times() {
        Validity day = new Validity("20270101T000000Z/P1D", List.of());
        AccessControlEntry sometimes = new AccessControlEntry(
                OptionalInt.empty(), OWNER, List.of(ALL), Permission.all(), Optional.of("dps"), List.of(day));

        AccessControlList list = applied(AccessControlList.NONE, rule(OWNER, ALL), sometimes);

        assertThat(list.entries()).extracting(AccessControlEntry::validity).containsExactly(List.of(), List.of(day));
    }

    @Test
    void a_rule_without_a_tag_counts_as_provisioned_and_is_replaced_the_next_time() {
        AccessControlEntry untagged = new AccessControlEntry(
                OptionalInt.empty(), OWNER, List.of(ALL), Permission.all(), Optional.empty(), List.of());

        AccessControlList list = applied(AccessControlList.bootstrap(), untagged);

        assertThat(list.isProvisioned()).isTrue();
        assertThat(applied(list, rule(HUB, ALL)).entries())
                .extracting(AccessControlEntry::subject)
                .doesNotContain(OWNER);
    }

    @Test
    void a_rule_with_a_foreign_tag_is_refused() {
        assertThat(refused(List.of(rule(OWNER, ALL), rule(HUB, ALL).withTag("mine"))))
                .contains("one with the tag mine");
    }

    @Test
    void rules_that_grant_nothing_are_refused() {
        AccessControlEntry nothing = new AccessControlEntry(
                OptionalInt.empty(), OWNER, List.of(ALL), Set.of(), Optional.of("dps"), List.of());

        assertThat(refused(List.of())).contains("none among 0");
        assertThat(refused(List.of(nothing))).contains("none among 1");
    }

    @Test
    void too_many_rules_are_refused() {
        List<AccessControlEntry> many = new ArrayList<>();
        while (many.size() < 512) {
            many.add(rule(new AceSubject.DeviceSubject(UUID.randomUUID()), ALL));
        }

        assertThat(refused(many)).contains("at most 512");
    }

    @Test
    void delivered_ids_are_taken_unless_another_rule_has_them() {
        AccessControlList list = applied(
                AccessControlList.bootstrap(),
                rule(OWNER, ALL).withId(1),
                rule(HUB, ALL).withId(9),
                rule(OWNER, LIGHT).withTag("dps").withId(10));

        assertThat(list.entries())
                .extracting(entry -> entry.id().getAsInt())
                .doesNotHaveDuplicates()
                .contains(1, 9);
    }

    @Test
    void no_id_is_there_twice() {
        AccessControlEntry one = rule(OWNER, ALL).withId(1);

        assertThatThrownBy(() -> new AccessControlList(List.of(one, one))).hasMessageContaining("an id of its own");
        assertThatThrownBy(() -> new AccessControlList(List.of(rule(OWNER, ALL))))
                .hasMessageContaining("an id of its own");
    }
}
