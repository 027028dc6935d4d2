package org.dps4j.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.dps4j.demo.pki.PkiLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Service and device as processes that must not trust each other: the device says so, and asks again. */
class DistrustIT {

    @TempDir
    Path directory;

    private Fleet fleet;
    private Fleet strangers;

    @BeforeEach
    void two_manufacturers() throws Exception {
        fleet = new Fleet(directory.resolve("ours"));
        strangers = new Fleet(directory.resolve("strangers"));
    }

    @AfterEach
    void end() throws Exception {
        fleet.close();
        strangers.close();
    }

    @Test
    void a_device_refuses_a_service_whose_root_it_does_not_know() throws Exception {
        fleet.startService();
        replace(fleet.pki().device().serviceRoot(), strangers.pki().device().serviceRoot());

        RunningProgram device = fleet.startDevice("wary");

        staysOutside(device, "no trust between device and service");
    }

    @Test
    void a_device_that_verifies_nobody_takes_any_service() throws Exception {
        fleet.startService();
        replace(fleet.pki().device().serviceRoot(), strangers.pki().device().serviceRoot());

        RunningProgram device =
                fleet.startDevice(fleet.pki().home(), "trustful", "-n", "-r", "1,1", "trustful", fleet.endpoint());

        device.awaitLine(Fleet.PROVISIONED);
        assertThat(device.output())
                .contains("adding of trusted root certificate skipped")
                .contains("is not verified: whoever answers owns the device");
    }

    @Test
    void a_service_refuses_a_device_that_no_group_knows() throws Exception {
        PkiLayout pki = fleet.pki();
        replace(pki.device().certificateChain(), strangers.pki().device().certificateChain());
        replace(pki.device().key(), strangers.pki().device().key());
        fleet.startService();

        RunningProgram device = fleet.startDevice("stranger");

        staysOutside(device, "the service refused our certificate");
    }

    @Test
    void a_service_whose_group_has_another_authority_refuses_the_device() throws Exception {
        replace(fleet.pki().groupChain(), strangers.pki().groupChain());
        fleet.startService();

        RunningProgram device = fleet.startDevice("orphan");

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
