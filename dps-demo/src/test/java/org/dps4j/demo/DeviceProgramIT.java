package org.dps4j.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.dps4j.demo.pki.PkiLayout.DeviceFiles;
import org.dps4j.testkit.pki.PrivateKeyFormat;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code dps_cloud_server} as a process without a service: exit codes, messages, and what it leaves behind. */
class DeviceProgramIT {

    private static final String ENCRYPTED_KEY =
            TestPki.root("somebody").mint().device("something").mint().privateKeyPem(PrivateKeyFormat.ENCRYPTED_PKCS8);

    /** Something wrong with the files of a device. */
    private interface Damage {
        void to(DeviceFiles files) throws Exception;
    }

    @TempDir
    Path directory;

    private Fleet fleet;

    @BeforeEach
    void a_device() throws Exception {
        fleet = new Fleet(directory);
    }

    @AfterEach
    void ends() throws Exception {
        fleet.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void a_signal_ends_it_well(String signal) throws Exception {
        RunningProgram device = fleet.startDevice("short-lived");
        device.awaitLine("^Started device with ID: ");

        device.signal(signal);

        assertThat(device.awaitExit()).isZero();
    }

    @Test
    void help_ends_well_and_touches_nothing() throws Exception {
        RunningProgram device = fleet.startDevice(fleet.pki().home(), "helped", "--help");

        assertThat(device.awaitExit()).isZero();
        assertThat(device.output()).startsWith("./dps_cloud_server [options] [device-name] [endpoint]\n");
        assertThat(directory.resolve("helped/dps_cloud_server_creds")).doesNotExist();
    }

    @Test
    void a_wrong_command_line_is_one_line_and_exit_code_255() throws Exception {
        RunningProgram device = fleet.startDevice(fleet.pki().home(), "mistaken", "--nonsense");

        assertThat(device.awaitExit()).isEqualTo(255);
        assertThat(device.output()).startsWith("invalid option(--nonsense)").hasLineCount(1);
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                damage("missing certificate", "mfgcrt.pem", "missing", f -> Files.delete(f.certificateChain())),
                damage("unreadable", "mfgkey.pem", "is a directory", f -> {
                    Files.delete(f.key());
                    Files.createDirectory(f.key());
                }),
                damage("encrypted", "mfgkey.pem", "encrypted", f -> Files.writeString(f.key(), ENCRYPTED_KEY)),
                damage(
                        "mismatching",
                        "mfgkey.pem",
                        "is not the key of the first certificate",
                        f -> Files.copy(
                                f.key().resolveSibling("service/server-key.pem"),
                                f.key(),
                                StandardCopyOption.REPLACE_EXISTING)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void a_file_at_fault_is_named_in_one_line_and_nothing_is_left(String name, String file, String why, Damage damage)
            throws Exception {
        damage.to(fleet.pki().device());

        RunningProgram device = fleet.startDevice("damaged");

        assertThat(device.awaitExit()).isEqualTo(255);
        assertThat(device.output().lines().skip(3))
                .singleElement()
                .asString()
                .startsWith("ERROR: ")
                .contains(fleet.pki().root().resolve(file).toString())
                .contains(why)
                .endsWith("(failed to add initial certificates)");
        assertThat(directory.resolve("damaged/dps_cloud_server_creds")).doesNotExist();
    }

    @Test
    void a_second_device_on_the_same_state_is_refused_in_one_line_until_the_first_is_killed() throws Exception {
        RunningProgram first = fleet.startDevice("shared");
        String id = first.awaitLine("^Started device with ID: (\\S+)$");

        RunningProgram second = fleet.startDevice("shared");
        assertThat(second.awaitExit()).isEqualTo(255);
        assertThat(second.output().lines().skip(3))
                .singleElement()
                .asString()
                .startsWith("ERROR: failed to create storage at path dps_cloud_server_creds")
                .contains("end that one first");
        first.signal("KILL");
        first.awaitExit();

        assertThat(fleet.startDevice("shared").awaitLine("^Started device with ID: (\\S+)$"))
                .isEqualTo(id);
    }

    @Test
    void without_an_endpoint_it_says_that_nothing_was_started() throws Exception {
        RunningProgram device = fleet.startDevice(fleet.pki().home(), "lost", "lost", "");

        assertThat(device.awaitExit()).isEqualTo(255);
        assertThat(device.output()).contains("failed to start dps manager: there is no endpoint");
    }

    @Test
    void a_name_that_cannot_be_resolved_is_tried_again() throws Exception {
        RunningProgram device = fleet.startDevice(
                fleet.pki().home(), "seeker", "-r", "1,1", "my-device", "coaps+tcp://nowhere.invalid:25684");

        device.awaitLine("step TIME failed: .*trying again", 2);
        assertThat(device.output())
                .startsWith("device_name: my-device\nEndpoints:\n\tcoaps+tcp://nowhere.invalid:25684\n");
    }

    @Test
    void a_reset_whose_certificates_are_gone_changes_nothing() throws Exception {
        RunningProgram device = fleet.startDevice("stubborn");
        String id = device.awaitLine("^Started device with ID: (\\S+)$");
        Files.delete(fleet.pki().device().key());

        device.signal("HUP");

        device.awaitLine("ERROR: unable to read .*\\(failed to add initial certificates on factory reset");
        device.signal("TERM");
        assertThat(device.awaitExit()).isZero();
        assertThat(device.output()).containsOnlyOnce("Started device with ID: " + id);
    }

    @Test
    void a_reset_that_cannot_be_stored_leaves_the_device_as_it_is_and_trying() throws Exception {
        RunningProgram device = fleet.startDevice("steadfast");
        String id = device.awaitLine("^Started device with ID: (\\S+)$");
        // by then it has stored what it stores before it asks, and the file is not there
        device.awaitLine("step TIME failed: .*trying again");
        Files.createDirectories(fleet.state("steadfast").resolve("device.cbor.new/occupied"));

        device.signal("HUP");

        device.awaitLine("cannot store the device's state");
        assertThat(device.awaitLine("^Started device with ID: (\\S+)$", 2)).isEqualTo(id);
        device.awaitLine("(?s)cannot store the device's state.*step TIME failed: .*trying again");
    }

    private static Arguments damage(String name, String file, String why, Damage damage) {
        return Arguments.of(name, file, why, damage);
    }
}
