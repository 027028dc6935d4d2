package org.dps4j.device.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import java.util.Set;
import org.dps4j.device.DeviceState;
import org.dps4j.device.DeviceStates;
import org.dps4j.device.security.credential.Credentials;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.Test;

class SecurityProfilesTest {

    private final TestCertificate own =
            TestPki.root("Manufacturer").mint().device("device").mint();

    @Test
    void the_current_profile_is_one_of_those_that_are_supported() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new SecurityProfiles(Set.of(SecurityProfile.BLACK), SecurityProfile.BASELINE, Optional.of(1)))
                .withMessageContaining("not BASELINE");
    }

    @Test
    void nothing_beyond_the_baseline_without_a_certificate_that_vouches_for_it() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new SecurityProfiles(Set.of(SecurityProfile.BLACK), SecurityProfile.BLACK, Optional.empty()))
                .withMessageContaining("needs a manufacturer certificate");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> DeviceStates.fresh().withSecurityProfiles(SecurityProfiles.of(SecurityProfile.PURPLE, 3)))
                .withMessageContaining("vouches for PURPLE, found none with the id 3");
    }

    @Test
    void a_trust_anchor_vouches_for_nothing() {
        Credentials.Installed anchor = Credentials.NONE.installManufacturerTrustAnchors(own.chain());
        DeviceState state = DeviceStates.fresh().withCredentials(anchor.credentials());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> state.withSecurityProfiles(SecurityProfiles.of(SecurityProfile.BLACK, anchor.id())));
    }

    @Test
    void a_change_of_owner_keeps_them_and_a_store_and_a_reset_do_not() {
        Credentials.Installed installed =
                Credentials.NONE.installManufacturerCertificate(own.chain(), own.privateKey());
        SecurityProfiles black = SecurityProfiles.of(SecurityProfile.BLACK, installed.id());
        DeviceState state =
                DeviceStates.fresh().withCredentials(installed.credentials()).withSecurityProfiles(black);

        assertThat(state.selfOwn().withName("another").securityProfiles()).isEqualTo(black);
        assertThat(state.withoutInstalledCredentials().securityProfiles()).isEqualTo(SecurityProfiles.BASELINE);
        assertThat(state.factoryReset(state.id(), state.key()).securityProfiles())
                .isEqualTo(SecurityProfiles.BASELINE);
    }
}
