package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import org.dps4j.device.DeviceState;
import org.dps4j.device.security.credential.CertificateCredential;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.scripted.ScriptedService;
import org.dps4j.protocol.payload.credential.CredentialUsage;

/** Says what a device must have after it was provisioned: everything, and everything once. */
public final class Whole {

    private Whole() {}

    static void assertWhole(Bench bench) {
        assertProvisioned(bench);
        assertThat(bench.loop.pendingTimers()).as("timers, that of the renewal").isOne();
    }

    /** As {@link #assertWhole}, while a client of a cloud goes on. */
    static void assertProvisioned(Bench bench) {
        DeviceState state = bench.device.state();
        assertThat(bench.provisioned()).as("provisioned").isTrue();
        assertWhole(state, bench.service);
        assertThat(bench.store.saved.get(bench.store.saved.size() - 1))
                .as("stored")
                .isEqualTo(state);
        assertThat(bench.transport.open()).as("connections").isZero();
        assertThat(bench.service.counts()).containsKeys(ProvisioningStep.values());
    }

    /** As far as the state itself can tell. */
    static void assertWhole(DeviceState state, ScriptedService service) {
        assertThat(state.ownership().isOwnedBy(service.answers().owner()))
                .as("owned")
                .isTrue();
        assertThat(state.cloud().selected().id())
                .as("cloud")
                .isEqualTo(service.answers().cloudId());
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
    }

    /** What must hold for every state that is ever stored, be it half way. */
    public static void assertConsistent(DeviceState state) {
        assertThat(provisioned(state, CredentialUsage.IDENTITY_CERTIFICATE))
                .as("identities")
                .isLessThanOrEqualTo(1);
        assertThat(state.credentials()
                        .certificates(CredentialUsage.IDENTITY_CERTIFICATE)
                        .filter(CertificateCredential::isProvisioned)
                        .map(CertificateCredential::leaf))
                .allSatisfy(leaf -> {
                    assertThat(leaf.getPublicKey()).isEqualTo(state.key().publicKey());
                    assertThat(leaf.getSubjectX500Principal()).hasToString("CN=uuid:" + state.id());
                });
    }

    private static long provisioned(DeviceState state, CredentialUsage usage) {
        return state.credentials()
                .certificates(usage)
                .filter(CertificateCredential::isProvisioned)
                .count();
    }
}
