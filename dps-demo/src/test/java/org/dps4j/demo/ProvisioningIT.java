package org.dps4j.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Service and devices as processes: what must work, and what must go on. */
class ProvisioningIT {

    private static final String STARTED = "^Started device with ID: (\\S+)$";

    @TempDir
    Path directory;

    private Fleet fleet;

    @BeforeEach
    void a_manufacturer() throws Exception {
        fleet = new Fleet(directory);
    }

    @AfterEach
    void ends() throws Exception {
        fleet.close();
    }

    @Test
    void two_devices_at_once_are_provisioned_each_under_an_id_of_its_own() throws Exception {
        fleet.startService();
        Path kitchen = fleet.makePki().addDevice("kitchen");

        RunningProgram one = fleet.startDevice("cellar");
        RunningProgram other = fleet.startDevice(kitchen, "kitchen", "kitchen", fleet.endpoint());

        one.awaitLine(Fleet.PROVISIONED);
        other.awaitLine(Fleet.PROVISIONED);
        assertThat(one.awaitLine(STARTED)).isNotEqualTo(other.awaitLine(STARTED));
    }

    @Test
    void a_device_waits_for_a_service_that_is_down_and_is_provisioned_once_it_is_up() throws Exception {
        RunningProgram device = fleet.startDevice("patient");
        device.awaitLine("step TIME failed: the service cannot be reached.*trying again in");

        fleet.startService();

        device.awaitLine(Fleet.PROVISIONED);
    }

    @Test
    void hup_resets_the_device_and_provisions_it_under_another_id() throws Exception {
        fleet.startService();
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
    void a_second_start_keeps_the_id_and_asks_the_service_for_nothing() throws Exception {
        RunningProgram service = fleet.startService();
        RunningProgram first = fleet.startDevice("keeper");
        first.awaitLine(Fleet.PROVISIONED);
        first.signal("INT");
        assertThat(first.awaitExit()).isZero();
        service.close();

        RunningProgram second = fleet.startDevice("keeper");

        second.awaitLine("^Provisioned before: no step was needed$");
        assertThat(second.awaitLine(STARTED)).isEqualTo(first.awaitLine(STARTED));
    }

    @Test
    void the_status_is_printed_at_each_change_and_ends_with_everything_done() throws Exception {
        fleet.startService();
        RunningProgram device = fleet.startDevice("talker");

        device.awaitLine(Fleet.PROVISIONED);

        assertThat(device.output())
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
}
