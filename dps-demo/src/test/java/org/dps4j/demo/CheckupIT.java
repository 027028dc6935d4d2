package org.dps4j.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dps_cloud_server --check} against a service, both as processes. */
class CheckupIT {

    @TempDir
    static Path directory;

    private static Fleet fleet;

    @BeforeAll
    static void a_service() throws Exception {
        fleet = new Fleet(directory);
        fleet.startService();
    }

    @AfterAll
    static void ends() {
        fleet.close();
    }

    @Test
    void all_is_well_before_a_start_and_beside_the_device() throws Exception {
        RunningProgram check = check();

        assertThat(check.awaitExit()).isZero();
        assertThat(grades(check))
                .containsExactly(
                        "ok files",
                        "ok files",
                        "ok files",
                        "ok private key",
                        "ok chain",
                        "ok key usage",
                        "ok chain dates",
                        "ok trust anchors",
                        "ok reference limits",
                        "ok endpoint",
                        "ok DNS",
                        "ok TCP",
                        "ok TLS",
                        "ok service",
                        "ok clock",
                        "ok stored state",
                        "ok state holder");
        assertThat(fleet.state("checked")).doesNotExist();

        fleet.startDevice("checked").awaitLine(Fleet.PROVISIONED);
        RunningProgram beside = check();

        assertThat(beside.awaitExit()).isZero();
        assertThat(beside.output())
                .contains("; a start asks no service and joins the cloud\n")
                .containsPattern("warn state holder: look who has dps_cloud_server_creds: process [0-9]+;"
                        + " a start is refused until that one has ended");
    }

    @Test
    void a_device_that_no_group_knows_is_refused_by_the_service() throws Exception {
        TestCertificate stranger =
                TestPki.root("somebody else").mint().device("stranger").mint();
        Path home = home("stranger");
        Files.writeString(home.resolve("pki_certs/mfgcrt.pem"), stranger.chainPem());
        Files.writeString(home.resolve("pki_certs/mfgkey.pem"), stranger.privateKeyPem());

        RunningProgram check = check(home);

        assertThat(check.awaitExit()).isEqualTo(1);
        assertThat(grades(check)).contains("ok TCP", "skipped service", "skipped clock");
        assertThat(check.output().lines().filter(line -> line.startsWith("fail ")))
                .singleElement()
                .asString()
                .startsWith(
                        "fail TLS: shake hands with the manufacturer certificate: the service refused our certificate"
                                + " (alert ")
                .endsWith("; ask dps-service explain with the device's chain (mfgcrt.pem)");
    }

    @Test
    void a_service_of_somebody_else_is_refused_by_the_device() throws Exception {
        Path home = home("astray");
        Files.writeString(
                home.resolve("pki_certs/dpsca.pem"),
                TestPki.root("somebody else").mint().pem());

        RunningProgram check = check(home);

        assertThat(check.awaitExit()).isEqualTo(1);
        assertThat(grades(check)).contains("ok TCP", "fail TLS", "skipped service", "skipped clock");
        assertThat(check.output())
                .contains(
                        "fail TLS: shake hands with the manufacturer certificate: we refused the peer's certificate: ")
                .contains("; take the root of this service for a trust anchor (dpsca.pem), ");
    }

    private static RunningProgram check() throws Exception {
        return check(fleet.pki().home());
    }

    /** The directory of a device like the manufacturer's first, with files of its own. */
    private static Path home(String name) throws Exception {
        Path certificates = Files.createDirectories(directory.resolve(name).resolve("pki_certs"));
        for (String file : List.of("dpsca.pem", "mfgcrt.pem", "mfgkey.pem")) {
            Files.copy(fleet.pki().root().resolve(file), certificates.resolve(file));
        }
        return certificates.getParent();
    }

    private static RunningProgram check(Path home) throws Exception {
        return fleet.startDevice(home, "checked", "--check", "kitchen", fleet.endpoint());
    }

    private static List<String> grades(RunningProgram check) {
        return check.output()
                .lines()
                .map(line -> line.substring(0, Math.max(0, line.indexOf(':'))))
                .toList();
    }
}
