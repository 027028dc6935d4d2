package org.dps4j.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class-data archive of the device's start script: made once, tried out, and never a reason for trouble. */
class DeviceArchiveIT {

    @TempDir
    Path directory;

    private Fleet fleet;
    private Path program;
    private Path archives;

    @BeforeEach
    void a_program_that_was_never_started() throws Exception {
        fleet = new Fleet(directory);
        Path built = new Programs(RunningProgram.tree()).device();
        Path dist = directory.resolve("dist");
        Files.createDirectories(dist.resolve("bin"));
        program = Files.copy(built, dist.resolve("bin/dps_cloud_server"));
        Files.createSymbolicLink(dist.resolve("lib"), built.getParent().resolveSibling("lib"));
        archives = dist.resolve("archive");
    }

    @AfterEach
    void ends() throws IOException {
        fleet.close();
        Files.delete(directory.resolve("dist/lib"));
    }

    @Test
    void is_written_by_the_first_start_and_survives_whatever_happens_to_it() throws Exception {
        fleet.startService();

        String first = provision("first");
        assertThat(archived(name -> name.contains(".new."))).hasSize(2);
        String second = provision("second");
        Path archive = onlyArchive();
        assertThat(archived(name -> name.contains(".new."))).isEmpty();
        cutShort(archive);
        String third = provision("third");

        assertThat(archived(name -> name.contains(".new."))).hasSize(2);
        assertThat(List.of(first, second, third)).allSatisfy(DeviceArchiveIT::showsNoTrouble);
        assertThat(directory).isDirectoryNotContaining(path -> path.toString().contains("hs_err"));
    }

    @Test
    void is_not_made_of_a_start_that_was_never_provisioned() throws Exception {
        RunningProgram device = start("lonely");
        device.awaitLine("step TIME failed");
        device.signal("TERM");
        assertThat(device.awaitExit()).isZero();

        RunningProgram again = start("lonely-again");
        again.awaitLine("step TIME failed");

        assertThat(archived(name -> name.endsWith(".jsa"))).isEmpty();
    }

    @Test
    void two_first_starts_at_once_do_not_disturb_each_other() throws Exception {
        fleet.startService();
        RunningProgram one = start("one");
        RunningProgram other = start("other");
        one.awaitLine(Fleet.PROVISIONED);
        other.awaitLine(Fleet.PROVISIONED);
        one.signal("TERM");
        other.signal("TERM");
        assertThat(one.awaitExit()).isZero();
        assertThat(other.awaitExit()).isZero();

        RunningProgram third = start("third");
        third.awaitLine(Fleet.PROVISIONED);

        showsNoTrouble(third.output());
        onlyArchive();
    }

    @Test
    void where_it_cannot_be_written_the_program_starts_all_the_same() throws Exception {
        Files.writeString(archives, "a file where the directory should be");
        RunningProgram device = start("homeless");
        device.awaitLine("step TIME failed");
        device.signal("TERM");

        assertThat(device.awaitExit()).isZero();
        showsNoTrouble(device.output());
    }

    private String provision(String name) throws Exception {
        RunningProgram device = start(name);
        device.awaitLine(Fleet.PROVISIONED);
        device.signal("TERM");
        assertThat(device.awaitExit()).isZero();
        return device.output();
    }

    private RunningProgram start(String name) throws IOException {
        return fleet.start(
                directory.resolve(name),
                Map.of("DPS_HOME", fleet.pki().home().toString()),
                program,
                "-r",
                "1,1",
                name,
                fleet.endpoint());
    }

    private Path onlyArchive() throws IOException {
        List<Path> found = archived(name -> name.endsWith(".jsa"));
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private List<Path> archived(Predicate<String> which) throws IOException {
        try (Stream<Path> all = Files.list(archives)) {
            return all.filter(path -> which.test(path.getFileName().toString())).toList();
        }
    }

    private static void cutShort(Path archive) throws IOException {
        assertThat(archive.toFile().setWritable(true)).isTrue();
        try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
            file.setLength(100_000);
        }
    }

    private static void showsNoTrouble(String output) {
        assertThat(output).startsWith("device_name: ").doesNotContainIgnoringCase("warning", "archive", "jsa", "fatal");
    }
}
