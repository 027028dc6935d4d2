package org.dps4j.dps.checkup;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dps4j.testkit.pki.KeyKind;
import org.dps4j.testkit.pki.TestCertificate;
import org.junit.jupiter.api.Test;

class ReferenceLimitsTest {

    private static final String TRIED =
            "reference limits: compare with what the reference's device in C and dps-service take: ";

    @Test
    void what_the_reference_takes_is_within_all_limits() {
        FactoryFile file = FactoryFile.of("mfgcrt.pem", "-----BEGIN " + "x".repeat(4_084));

        assertThat(ReferenceLimits.of(material(CheckupBench.DEVICE), List.of(file))
                        .line())
                .isEqualTo("ok " + TRIED + "within all limits");
    }

    @Test
    void nothing_is_within_no_limits() {
        FactoryMaterial nothing = new FactoryMaterial(Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(ReferenceLimits.of(nothing, List.of()).line())
                .isEqualTo("skipped reference limits: because files failed");
    }

    @Test
    void each_file_is_measured() {
        assertThat(ReferenceLimits.of(
                                material(CheckupBench.DEVICE),
                                List.of(
                                        FactoryFile.of("mfgcrt.pem", "-----BEGIN " + "x".repeat(4_085)),
                                        FactoryFile.of("dpsca.pem", "\n-----BEGIN ")))
                        .line())
                .isEqualTo("warn " + TRIED + "mfgcrt.pem has 4096 bytes, the device in C takes 4095; dpsca.pem does not"
                        + " begin with a PEM block, as the device in C expects; mend it if a device in C is to have these"
                        + " files, too");
    }

    @Test
    void an_rsa_key_is_none_for_the_device_in_c() {
        TestCertificate rsa =
                CheckupBench.FACTORY.device("d").key(KeyKind.RSA2048).mint();

        assertThat(ReferenceLimits.of(material(rsa), List.of()).found())
                .isEqualTo("the private key is an RSA key, the device in C takes P-256 and P-384");
    }

    @Test
    void a_long_chain_is_none_for_the_service() {
        List<X509Certificate> chain = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            chain.add(CheckupBench.DEVICE.certificate());
        }

        assertThat(ReferenceLimits.of(
                                new FactoryMaterial(Optional.of(chain), Optional.empty(), Optional.empty()), List.of())
                        .found())
                .isEqualTo("the chain has 9 certificates, dps-service takes 8");
    }

    private static FactoryMaterial material(TestCertificate device) {
        return new FactoryMaterial(
                Optional.of(device.chain()), Optional.of(device.privateKey()), Optional.of(List.of()));
    }
}
