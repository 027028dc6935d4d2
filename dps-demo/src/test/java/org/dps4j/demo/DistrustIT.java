package org.dps4j.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.dps4j.demo.pki.PkiLayout;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Service and device as processes that must not trust each other: the device says so, and asks again. */
class DistrustIT {

    @TempDir
    static Path directory;

    private static Fleet fleet;
    private static Fleet strangers;

    private Path home;
    private PkiLayout files;

    @BeforeAll
    static void the_service_of_one_of_two_manufacturers() throws Exception {
        fleet = new Fleet(directory.resolve("ours"));
        strangers = new Fleet(directory.resolve("strangers"));
        fleet.startService();
    }

    @AfterAll
    static void end() {
        fleet.close();
        strangers.close();
    }

    @BeforeEach
    void a_device(TestInfo test) throws Exception {
        home = fleet.makePki().addDevice(test.getTestMethod().orElseThrow().getName());
        files = new PkiLayout(home.resolve(PkiLayout.DIRECTORY));
    }

    @Test
    void a_device_refuses_a_service_whose_root_it_does_not_know() throws Exception {
        replace(files.device().serviceRoot(), strangers.pki().device().serviceRoot());

        RunningProgram device = fleet.startDevice(home, "wary", "-r", "1,1", "wary", fleet.endpoint());

        staysOutside(device, "no trust between device and service");
    }

    @Test
    void a_device_that_verifies_nobody_takes_any_service() throws Exception {
        replace(files.device().serviceRoot(), strangers.pki().device().serviceRoot());

        RunningProgram device = fleet.startDevice(home, "trustful", "-n", "trustful", fleet.endpoint());

        device.awaitLine(Fleet.PROVISIONED);
        assertThat(device.output())
                .contains("adding of trusted root certificate skipped")
                .contains("is not verified: whoever answers owns the device");
    }

    @Test
    void a_service_refuses_a_device_whose_authority_no_group_has() throws Exception {
        replace(files.device().certificateChain(), strangers.pki().device().certificateChain());
        replace(files.device().key(), strangers.pki().device().key());

        RunningProgram device = fleet.startDevice(home, "stranger", "-r", "1,1", "stranger", fleet.endpoint());

        staysOutside(device, "the service refused our certificate");
    }

    private static void staysOutside(RunningProgram device, String why) throws Exception {
        device.awaitLine("step TIME failed: .*" + why + ".*trying again in", 2);
        assertThat(device.output()).doesNotContain("Has time").doesNotContain("Exception");
        device.signal("TERM");
        assertThat(device.awaitExit()).isZero();
    }

    private static void replace(Path file, Path by) throws Exception {
        Files.copy(by, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
