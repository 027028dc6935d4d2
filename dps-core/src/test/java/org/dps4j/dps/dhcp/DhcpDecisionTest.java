package org.dps4j.dps.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.endpoint.EndpointList;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.pki.Fingerprint;
import org.dps4j.protocol.pki.HashAlgorithm;
import org.junit.jupiter.api.Test;

class DhcpDecisionTest {

    private static final DpsEndpoint HERE = DpsEndpoint.of("coaps+tcp://here.test");
    private static final DpsEndpoint THERE = DpsEndpoint.of("coaps+tcp://there.test");
    private static final Fingerprint ONE = new Fingerprint(HashAlgorithm.SHA256, Bytes.ofHex("01".repeat(32)));
    private static final Fingerprint OTHER = new Fingerprint(HashAlgorithm.SHA256, Bytes.ofHex("02".repeat(32)));
    private static final Set<ProvisioningStep> ALL = Set.of(ProvisioningStep.values());

    @Test
    void what_the_device_knows_changes_nothing_whether_it_is_provisioned_or_not() {
        assertThat(decide(HERE, Optional.of(ONE), ALL)).isEqualTo(stays(DhcpResult.NOT_CHANGED, Optional.of(ONE)));
        assertThat(decide(HERE, Optional.of(ONE), Set.of())).isEqualTo(stays(DhcpResult.NOT_CHANGED, Optional.of(ONE)));
    }

    @Test
    void another_service_takes_the_place_of_all_and_is_to_provision_the_device() {
        assertThat(decide(THERE, Optional.of(OTHER), ALL))
                .isEqualTo(new DhcpDecision(
                        DhcpResult.NEED_REPROVISION, Optional.of(EndpointList.of(THERE)), Optional.of(OTHER)));
    }

    @Test
    void another_fingerprint_is_taken_and_starts_nothing_anew_on_a_provisioned_device() {
        assertThat(decide(HERE, Optional.of(OTHER), ALL)).isEqualTo(stays(DhcpResult.UPDATED, Optional.of(OTHER)));
    }

    @Test
    void the_fingerprint_stays_where_none_is_told() {
        assertThat(decide(HERE, Optional.empty(), ALL)).isEqualTo(stays(DhcpResult.NOT_CHANGED, Optional.empty()));
        assertThat(decide(THERE, Optional.empty(), ALL))
                .isEqualTo(new DhcpDecision(
                        DhcpResult.NEED_REPROVISION, Optional.of(EndpointList.of(THERE)), Optional.empty()));
    }

    @Test
    void a_device_that_lacks_any_step_starts_anew_with_another_fingerprint() {
        for (ProvisioningStep missing : ProvisioningStep.values()) {
            Set<ProvisioningStep> others = EnumSet.complementOf(EnumSet.of(missing));

            assertThat(decide(HERE, Optional.of(OTHER), others))
                    .isEqualTo(stays(DhcpResult.NEED_REPROVISION, Optional.of(OTHER)));
        }
    }

    @Test
    void without_an_endpoint_the_services_stay() {
        VendorEncapsulatedOptions told = new VendorEncapsulatedOptions(Optional.empty(), Optional.of(OTHER));

        assertThat(DhcpDecision.on(told, situation(ALL))).isEqualTo(stays(DhcpResult.UPDATED, Optional.of(OTHER)));
    }

    @Test
    void the_results_have_the_numbers_of_plgd() {
        assertThat(Arrays.stream(DhcpResult.values()).map(DhcpResult::code)).isEqualTo(List.of(-1, 0, 1, 2));
    }

    private static DhcpDecision decide(
            DpsEndpoint endpoint, Optional<Fingerprint> fingerprint, Set<ProvisioningStep> done) {
        return DhcpDecision.on(new VendorEncapsulatedOptions(Optional.of(endpoint), fingerprint), situation(done));
    }

    private static DhcpSituation situation(Set<ProvisioningStep> done) {
        return new DhcpSituation(Set.of(URI.create("coaps+tcp://here.test")), Optional.of(ONE), done);
    }

    private static DhcpDecision stays(DhcpResult result, Optional<Fingerprint> fingerprint) {
        return new DhcpDecision(result, Optional.empty(), fingerprint);
    }
}
