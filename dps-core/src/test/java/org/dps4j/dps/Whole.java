package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import org.dps4j.device.DeviceState;
import org.dps4j.device.security.credential.CertificateCredential;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.protocol.payload.credential.CredentialUsage;

/** Says what a device must have after it was provisioned: everything, and everything once. */
final class Whole {

    private Whole() {}

    static void assertWhole(Bench bench) {
        DeviceState state = bench.device.state();
        assertThat(bench.provisioned()).as("provisioned").isTrue();
        assertThat(state.ownership().isOwnedBy(bench.service.answers().owner()))
                .as("owned")
                .isTrue();
        assertThat(state.cloud().selected().id())
                .as("cloud")
                .isEqualTo(bench.service.answers().cloudId());
        assertThat(provisioned(state, CredentialUsage.IDENTITY_CERTIFICATE))
                .as("identities")
                .isEqualTo(1);
        assertThat(provisioned(state, CredentialUsage.TRUST_ANCHOR))
                .as("anchors")
                .isEqualTo(1);
        assertThat(state.identity().orElseThrow().chain().get(0).getPublicKey())
                .isEqualTo(state.key().publicKey());
        assertThat(state.accessControlList().entries().stream()
                        .filter(entry -> entry.tag().isPresent())
                        .count())
                .as("provisioned access rules")
                .isEqualTo(1);
        assertThat(bench.store.saved.get(bench.store.saved.size() - 1))
                .as("stored")
                .isEqualTo(state);
        assertThat(bench.loop.pendingTimers()).as("timers").isZero();
        assertThat(bench.transport.open()).as("connections").isZero();
        assertThat(bench.service.counts()).containsKeys(ProvisioningStep.values());
    }

    private static long provisioned(DeviceState state, CredentialUsage usage) {
        return state.credentials()
                .certificates(usage)
                .filter(CertificateCredential::isProvisioned)
                .count();
    }
}
