package org.dps4j.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Service and devices as processes: what must work, and what must go on. */
class ProvisioningIT {

    private static final String STARTED = "^Started device with ID: (\\S+)$";

    @TempDir
    static Path directory;

    private static Fleet fleet;

    @BeforeAll
    static void a_service() throws Exception {
        fleet = new Fleet(directory.resolve("fleet"));
        fleet.startService();
    }

    @AfterAll
    static void ends() {
        fleet.close();
    }

    @Test
    void two_devices_at_once_are_provisioned_each_under_an_id_of_its_own() throws Exception {
        Path kitchen = fleet.makePki().addDevice("kitchen");

        RunningProgram one = fleet.startDevice("cellar");
        RunningProgram other = fleet.startDevice(kitchen, "kitchen", "kitchen", fleet.endpoint());

        one.awaitLine(Fleet.PROVISIONED);
        other.awaitLine(Fleet.PROVISIONED);
        assertThat(one.awaitLine(STARTED)).isNotEqualTo(other.awaitLine(STARTED));
        assertThat(one.output())
                .contains("DPS trusted root credid=1\nmanufacturer certificate credid=2\n")
                .contains("\nDPS Manager Status:\n\t\t-Initialized\n\t\t-Has time\n\t\t-Has owner\n"
                        + "\t\t-Has configured cloud\n\t\t-Has credentials\n\t\t-Has set acls\n\t\t-Started cloud\n")
                .containsSubsequence(
                        "Provisioning step time: done in ",
                        "Provisioning step owner: done in ",
                        "Provisioning step cloud: done in ",
                        "Provisioning step credentials: done in ",
                        "Provisioning step acls: done in ",
                        "Cloud configured: coaps+tcp://127.0.0.1:5684");
    }

    @Test
    void a_device_that_comes_by_dtls_is_provisioned_and_ends_in_order() throws Exception {
        RunningProgram device = fleet.startDevice(fleet.pki().home(), "udp", "udp", fleet.datagramEndpoint());

        device.awaitLine(Fleet.PROVISIONED);
        device.signal("TERM");

        assertThat(device.awaitExit()).isZero();
        assertThat(device.output()).doesNotContain("Exception");
    }

    @Test
    void hup_resets_the_device_and_provisions_it_under_another_id() throws Exception {
        RunningProgram device = fleet.startDevice("phoenix");
        device.awaitLine(Fleet.PROVISIONED);

        device.signal("HUP");

        device.awaitLine(Fleet.PROVISIONED, 2);
        String before = device.awaitLine(STARTED, 1);
        String after = device.awaitLine(STARTED, 2);
        assertThat(UUID.fromString(after)).isNotEqualTo(UUID.fromString(before));
        device.signal("TERM");
        assertThat(device.awaitExit()).isZero();
        assertThat(device.output()).doesNotContain("Exception");
    }

    @Test
    void a_second_start_keeps_the_id_and_needs_no_service() throws Exception {
        RunningProgram first = fleet.startDevice("keeper");
        first.awaitLine(Fleet.PROVISIONED);
        first.signal("INT");
        assertThat(first.awaitExit()).isZero();

        RunningProgram second =
                fleet.startDevice(fleet.pki().home(), "keeper", "keeper", "coaps+tcp://nowhere.invalid");

        second.awaitLine("^Provisioned before: no step was needed$");
        assertThat(second.awaitLine(STARTED)).isEqualTo(first.awaitLine(STARTED));
    }

    @Test
    void a_device_waits_for_a_service_that_is_down_and_is_provisioned_once_it_is_up() throws Exception {
        try (Fleet sleepy = new Fleet(directory.resolve("sleepy"))) {
            RunningProgram device = sleepy.startDevice("patient");
            device.awaitLine("step TIME failed: the service cannot be reached.*trying again in");

            sleepy.startService();

            device.awaitLine(Fleet.PROVISIONED);
        }
    }
}
