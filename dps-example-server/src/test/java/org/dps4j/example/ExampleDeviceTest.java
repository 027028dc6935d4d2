package org.dps4j.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.dps4j.device.DeviceState;
import org.dps4j.device.resource.core.Maintenance;
import org.dps4j.device.store.FileDeviceStore;
import org.dps4j.loop.Workers;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleDeviceTest {

    private static final TestAuthority MAKER = TestPki.root("maker").mint();

    @TempDir
    Path directory;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private NettyLoops loops;
    private Workers workers;
    private Path file;

    @BeforeEach
    void what_a_device_brings() throws Exception {
        MAKER.device("device").mint().writeTo(directory, "mfg");
        Files.writeString(directory.resolve("dpsca.pem"), MAKER.pem());
        file = Files.createDirectory(directory.resolve("state")).resolve("device.cbor");
        loops = NettyLoops.start("device", 1);
        workers = Workers.named("store", 1, 16);
    }

    @AfterEach
    void end() {
        loops.close();
        workers.close();
    }

    @Test
    void a_state_that_cannot_be_read_is_refused_in_one_line_that_names_the_option() throws Exception {
        Files.writeString(file, "no state");

        assertThatThrownBy(() -> open("kitchen"))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(file.toString())
                .hasMessageEndingWith("move it away to start as a new device; with --set-aside-unreadable-state this"
                        + " program does that")
                .message()
                .doesNotContain("\n");
        assertThat(file).hasContent("no state");
    }

    @Test
    void a_state_that_cannot_be_read_is_set_aside_when_told_so() throws Exception {
        Files.writeString(file, "no state");

        open("--set-aside-unreadable-state", "kitchen").close();

        assertThat(file.resolveSibling("device.cbor.unreadable-1")).hasContent("no state");
        assertThat(file).exists();
    }

    @Test
    void a_place_that_cannot_be_read_is_not_answered_with_the_option() throws Exception {
        Files.createDirectory(file);

        assertThatThrownBy(() -> open("--set-aside-unreadable-state", "kitchen"))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("see to its rights and its disk")
                .hasMessageNotContaining("--set-aside");
        assertThat(file).isDirectory();
    }

    @Test
    void a_name_that_the_cloud_gave_it_is_named_in_one_warning_at_the_next_start() throws Exception {
        open("kitchen").close();
        assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContain("WARNING");
        try (FileDeviceStore store = new FileDeviceStore(file.getParent(), Runnable::run)) {
            DeviceState stored = store.load().toCompletableFuture().join().orElseThrow();
            store.save(stored.withName("cellar")).toCompletableFuture().join();
        }

        open("kitchen").close();

        assertThat(said.toString(StandardCharsets.UTF_8).lines().filter(line -> line.startsWith("WARNING")))
                .singleElement()
                .asString()
                .contains("device-name kitchen (it was renamed cellar since)");
    }

    @Test
    void a_device_that_asks_dhcp_turns_to_the_service_of_the_lease_and_needs_no_root() throws Exception {
        Files.delete(directory.resolve("dpsca.pem"));
        Files.writeString(
                directory.resolve("leases"),
                "option vendor-encapsulated-options " + LeasesFileTest.option("coaps+tcp://127.0.0.1:9") + ";");

        try (ExampleDevice device = open("-x", "-f", "leases", "kitchen", "")) {
            device.start();
        }

        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("DHCP: endpoint coaps+tcp://127.0.0.1:9, no fingerprint")
                .doesNotContain("ERROR");
    }

    @Test
    void a_device_that_asks_dhcp_in_vain_waits_for_a_lease() throws Exception {
        Path leases = directory.resolve("leases");

        try (ExampleDevice device = open("-x", "-f", leases.toString(), "kitchen", "")) {
            device.start();
        }

        assertThat(said.toString(StandardCharsets.UTF_8)).contains("ERROR: cannot open file " + leases);
    }

    @Test
    void a_device_that_waits_does_nothing_before_its_reset_and_then_all() throws Exception {
        Files.move(directory.resolve("mfgkey.pem"), directory.resolve("later"));

        try (ExampleDevice device = open("-w", "kitchen", "coaps+tcp://127.0.0.1:9")) {
            device.start();
            device.reconnect();
            assertThat(lines()).hasSize(2).last().isEqualTo("Waiting for a reset (SIGHUP)");
            String first = lines().get(0);
            assertThatThrownBy(device::factoryReset)
                    .isInstanceOf(StartFailure.class)
                    .hasMessageEndingWith(
                            "(failed to add initial certificates on factory reset; the device stays as it" + " is)");
            Files.move(directory.resolve("later"), directory.resolve("mfgkey.pem"));

            device.factoryReset();

            assertThat(lines())
                    .filteredOn(line -> line.startsWith("Started device with ID: "))
                    .hasSize(2)
                    .doesNotHaveDuplicates()
                    .first()
                    .isEqualTo(first);
            assertThat(lines()).contains("manufacturer certificate credid=2");
            device.reconnect();
        }

        assertThat(lines()).filteredOn(line -> line.startsWith("Waiting")).hasSize(1);
        assertThat(lines()).filteredOn(line -> line.startsWith("Started")).hasSize(3);
    }

    @Test
    void without_an_endpoint_a_device_that_knows_no_cloud_is_not_started() throws Exception {
        try (ExampleDevice device = open("kitchen", "")) {
            assertThatThrownBy(device::start)
                    .isInstanceOf(StartFailure.class)
                    .hasMessage(
                            "ERROR: failed to start dps manager: there is no endpoint; name one on the command line,"
                                    + " such as coaps+tcp://127.0.0.1:20030");
        }
    }

    private List<String> lines() {
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private ExampleDevice open(String... arguments) throws StartFailure {
        Options options = ((Invocation.Run) CommandLineReader.read(arguments)).options();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return ExampleDevice.open(
                options,
                new Surroundings(directory, file.getParent(), out, out, Instant.EPOCH, new FakeSystemClock()),
                loops.next(),
                workers,
                Maintenance.NONE);
    }
}
