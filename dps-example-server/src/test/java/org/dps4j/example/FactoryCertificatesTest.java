package org.dps4j.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.dps4j.device.DeviceState;
import org.dps4j.device.Platform;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.device.security.SecurityProfile;
import org.dps4j.device.security.SecurityProfiles;
import org.dps4j.testkit.pki.PrivateKeyFormat;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FactoryCertificatesTest {

    private static final TestAuthority SERVICE = TestPki.root("service root").mint();
    private static final TestAuthority MANUFACTURER =
            TestPki.root("manufacturer root").mint().intermediate("factory").mint();
    private static final TestCertificate DEVICE = MANUFACTURER.device("device").mint();
    private static final TestCertificate OTHER = MANUFACTURER.device("other").mint();

    @TempDir
    Path directory;

    @BeforeEach
    void a_complete_directory() throws IOException {
        Files.writeString(directory.resolve("dpsca.pem"), SERVICE.pem());
        Files.writeString(directory.resolve("mfgcrt.pem"), DEVICE.chainPem());
        Files.writeString(directory.resolve("mfgkey.pem"), DEVICE.privateKeyPem());
    }

    @Test
    void installs_both_and_says_under_which_ids() throws Exception {
        FactoryCertificates.Installed installed =
                FactoryCertificates.read(directory, ServiceTrust.VERIFIED).installIn(fresh());

        assertThat(installed.report())
                .containsExactly("DPS trusted root credid=1", "manufacturer certificate credid=2");
        assertThat(installed.state().securityProfiles()).isEqualTo(SecurityProfiles.of(SecurityProfile.BLACK, 2));
        assertThat(installed.state().credentials().manufacturerIdentity()).hasValueSatisfying(identity -> {
            assertThat(identity.chain()).isEqualTo(DEVICE.chain());
            assertThat(identity.trustAnchors()).containsExactly(SERVICE.certificate());
        });
    }

    @Test
    void without_verification_the_root_is_not_needed() throws Exception {
        Files.delete(directory.resolve("dpsca.pem"));

        FactoryCertificates.Installed installed =
                FactoryCertificates.read(directory, ServiceTrust.ANYBODY).installIn(fresh());

        assertThat(installed.report())
                .containsExactly("adding of trusted root certificate skipped", "manufacturer certificate credid=1");
    }

    @Test
    void takes_files_of_up_to_64_KiB() throws Exception {
        String comment = "x".repeat(64 * 1024 - SERVICE.pem().length() - 1) + "\n";
        Files.writeString(directory.resolve("dpsca.pem"), comment + SERVICE.pem());

        assertThat(FactoryCertificates.read(directory, ServiceTrust.VERIFIED).serviceRoots())
                .containsExactly(SERVICE.certificate());
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("dpsca.pem", null, "it is missing"),
                Arguments.of("mfgcrt.pem", null, "it is missing"),
                Arguments.of("mfgkey.pem", null, "it is missing"),
                Arguments.of("dpsca.pem", "", "expected"),
                Arguments.of("mfgcrt.pem", "no certificate at all", "expected"),
                Arguments.of("mfgkey.pem", DEVICE.chainPem(), "expected"),
                Arguments.of("mfgcrt.pem", DEVICE.privateKeyPem(), "expected"),
                Arguments.of("dpsca.pem", "x".repeat(64 * 1024 + 1), "64 KiB"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("faults")
    void names_the_file_that_cannot_be_read(String file, String content, String why) throws Exception {
        if (content == null) {
            Files.delete(directory.resolve(file));
        } else {
            Files.writeString(directory.resolve(file), content);
        }

        assertThatThrownBy(() -> FactoryCertificates.read(directory, ServiceTrust.VERIFIED))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("ERROR: unable to read " + directory.resolve(file) + ": ")
                .hasMessageContaining(why)
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("\n"));
    }

    @Test
    void names_a_directory_where_a_file_should_be() throws Exception {
        Files.delete(directory.resolve("mfgcrt.pem"));
        Files.createDirectory(directory.resolve("mfgcrt.pem"));

        assertThatThrownBy(() -> FactoryCertificates.read(directory, ServiceTrust.VERIFIED))
                .hasMessageStartingWith(
                        "ERROR: unable to read " + directory.resolve("mfgcrt.pem") + ": it is a directory");
    }

    @Test
    void says_that_a_key_is_encrypted() throws Exception {
        Files.writeString(directory.resolve("mfgkey.pem"), DEVICE.privateKeyPem(PrivateKeyFormat.ENCRYPTED_PKCS8));

        assertThatThrownBy(() -> FactoryCertificates.read(directory, ServiceTrust.VERIFIED))
                .hasMessageStartingWith("ERROR: unable to read " + directory.resolve("mfgkey.pem"))
                .hasMessageContaining("encrypted");
    }

    @Test
    void refuses_the_key_of_another_device_without_showing_it() throws Exception {
        Files.writeString(directory.resolve("mfgkey.pem"), OTHER.privateKeyPem());

        assertThatThrownBy(() -> FactoryCertificates.read(directory, ServiceTrust.VERIFIED))
                .hasMessageStartingWith("ERROR: installing manufacturer certificate: " + directory.resolve("mfgkey.pem")
                        + " is not the key of the first certificate");
    }

    @Test
    void refuses_certificates_that_are_no_chain() throws Exception {
        Files.writeString(directory.resolve("mfgcrt.pem"), DEVICE.certificatePem() + SERVICE.pem());

        assertThatThrownBy(() -> FactoryCertificates.read(directory, ServiceTrust.VERIFIED))
                .hasMessageStartingWith("ERROR: installing manufacturer certificate: the certificates of "
                        + directory.resolve("mfgcrt.pem"));
    }

    @Test
    void warns_of_a_key_that_others_can_read() throws Exception {
        Path key = directory.resolve("mfgkey.pem");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(FactoryCertificates.warning(directory))
                .hasValueSatisfying(warning -> assertThat(warning).contains(key.toString(), "rw-r--r--", "chmod 600"));

        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        assertThat(FactoryCertificates.warning(directory)).isEmpty();
    }

    private static DeviceState fresh() {
        return DeviceState.fresh(
                UUID.randomUUID(),
                "lamp",
                new Platform(UUID.randomUUID(), "maker", "oic.d.light"),
                DeviceKey.generate(new SecureRandom()));
    }
}
