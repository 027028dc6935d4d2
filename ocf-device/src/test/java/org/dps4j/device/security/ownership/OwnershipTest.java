package org.dps4j.device.security.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OwnershipTest {

    private static final UUID OWNER = UUID.randomUUID();
    private static final UUID OTHER = UUID.randomUUID();
    private static final Ownership TAKEN = Ownership.takenBy(OWNER);

    @Test
    void nobody_owns_a_device_fresh_from_the_factory() {
        assertThat(Ownership.UNOWNED.doxm().isOwned()).isFalse();
        assertThat(Ownership.UNOWNED.isOwnedBy(Doxm.NOBODY)).isFalse();
        assertThat(Ownership.UNOWNED.pstat().state()).isEqualTo(OperationalState.READY_FOR_OWNERSHIP_TRANSFER);
    }

    @Test
    void an_owner_owns_every_resource_of_a_device_in_normal_operation() {
        assertThat(TAKEN.isOwnedBy(OWNER)).isTrue();
        assertThat(TAKEN.isOwnedBy(OTHER)).isFalse();
        assertThat(TAKEN.doxm().selectedMethod()).isEqualTo(0xFF01);
        assertThat(TAKEN.pstat().isOperational()).isTrue();
        assertThat(TAKEN.pstat().currentMode()).isEqualTo(4);
        assertThat(TAKEN.pstat().targetMode()).isEqualTo(4);
    }

    @Test
    void a_single_resource_of_somebody_else_denies_the_ownership() {
        Doxm doxm = TAKEN.doxm();
        Pstat pstat = TAKEN.pstat();

        assertThat(new Ownership(doxm, pstat, OTHER, OWNER).isOwnedBy(OWNER)).isFalse();
        assertThat(new Ownership(doxm, pstat, OWNER, OTHER).isOwnedBy(OWNER)).isFalse();
        assertThat(new Ownership(new Doxm(OTHER, OWNER, 0xFF01), pstat, OWNER, OWNER).isOwnedBy(OWNER))
                .isFalse();
        assertThat(new Ownership(new Doxm(OWNER, OTHER, 0xFF01), pstat, OWNER, OWNER).isOwnedBy(OWNER))
                .isFalse();
        assertThat(new Ownership(new Doxm(OWNER, OWNER, 0), pstat, OWNER, OWNER).isOwnedBy(OWNER))
                .isFalse();
        assertThat(new Ownership(doxm, new Pstat(pstat.state(), OTHER, 4, 4), OWNER, OWNER).isOwnedBy(OWNER))
                .isFalse();
        assertThat(new Ownership(doxm, new Pstat(OperationalState.SOFT_RESET, OWNER, 4, 4), OWNER, OWNER)
                        .isOwnedBy(OWNER))
                .isFalse();
    }

    @Test
    void the_nil_uuid_can_take_nothing() {
        assertThatThrownBy(() -> Ownership.takenBy(Doxm.NOBODY)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void every_operational_state_is_found_by_its_number(OperationalState state) {
        assertThat(OperationalState.ofWire(state.wire())).isEqualTo(state);
    }

    @Test
    void an_unknown_operational_state_is_refused() {
        assertThatThrownBy(() -> OperationalState.ofWire(5)).hasMessageContaining("0 to 4, not 5");
    }
}
