package org.dps4j.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dps4j.demo.pki.PkiLayout.DeviceFiles;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dps_cloud_server --check} against a service, both as processes. */
class CheckupIT {

    @TempDir
    Path directory;

    private Fleet fleet;

    @BeforeEach
    void a_service() throws Exception {
        fleet = new Fleet(directory);
        fleet.startService();
    }

    @AfterEach
    void ends() {
        fleet.close();
    }

    @Test
    void all_is_well_and_nothing_is_stored() throws Exception {
        RunningProgram check = check();

        assertThat(check.awaitExit()).isZero();
        assertThat(grades(check))
                .containsExactly(
                        "ok files",
                        "ok chain dates",
                        "ok key usage",
                        "ok trust anchors",
                        "ok endpoint",
                        "ok DNS",
                        "ok TCP",
                        "ok TLS",
                        "ok service",
                        "ok clock");
        assertThat(fleet.state("checked")).doesNotExist();
    }

    @Test
    void a_device_that_no_group_knows_is_refused_by_the_service() throws Exception {
        TestCertificate stranger =
                TestPki.root("somebody else").mint().device("stranger").mint();
        DeviceFiles files = fleet.pki().device();
        Files.writeString(files.certificateChain(), stranger.chainPem());
        Files.writeString(files.key(), stranger.privateKeyPem());

        RunningProgram check = check();

        assertThat(check.awaitExit()).isEqualTo(1);
        assertThat(grades(check)).contains("ok TCP", "skipped clock");
        assertThat(check.output().lines().filter(line -> line.startsWith("FAIL ")))
                .singleElement()
                .asString()
                .contains("the service refused our certificate (TLS alert ")
                .endsWith("; ask dps-service explain with mfgcrt.pem");
    }

    @Test
    void a_service_of_somebody_else_is_refused_by_the_device() throws Exception {
        Files.writeString(
                fleet.pki().root().resolve("dpsca.pem"),
                TestPki.root("somebody else").mint().pem());

        RunningProgram check = check();

        assertThat(check.awaitExit()).isEqualTo(1);
        assertThat(grades(check)).contains("ok TCP", "FAIL TLS", "skipped service", "skipped clock");
        assertThat(check.output())
                .contains("FAIL TLS: we refused the peer's certificate: ")
                .contains("; put the root of this service into dpsca.pem, or correct the endpoint");
    }

    private RunningProgram check() throws Exception {
        return fleet.startDevice(fleet.pki().home(), "checked", "--check", "kitchen", fleet.endpoint());
    }

    private static List<String> grades(RunningProgram check) {
        return check.output()
                .lines()
                .map(line -> line.substring(0, Math.max(0, line.indexOf(':'))))
                .toList();
    }
}
