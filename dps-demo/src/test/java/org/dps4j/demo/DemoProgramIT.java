package org.dps4j.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.dps4j.demo.cloud.CloudApi;
import org.dps4j.demo.pki.PkiLayout;
import org.dps4j.protocol.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./demo} as anybody starts it. */
class DemoProgramIT {

    @TempDir
    Path directory;

    @Test
    void once_shows_the_five_steps_and_the_light_and_ends_well_and_so_does_the_second_time() throws Exception {
        try (RunningProgram demo = demo("--once")) {
            assertThat(demo.awaitExit()).as(demo::output).isZero();
            assertThat(demo.output())
                    .containsSubsequence(
                            "certificates   made in",
                            "service        listens on coaps+tcp://127.0.0.1:",
                            "device         id ",
                            "1 time         done in",
                            "2 owner        done in",
                            "3 cloud        done in",
                            "4 credentials  done in",
                            "5 acls         done in",
                            "cloud          coaps+tcp://127.0.0.1:",
                            "provisioned    in",
                            "online         at coaps+tcp://127.0.0.1:",
                            "light          switched on through the cloud and read back in",
                            "What happened",
                            "Where things are")
                    .doesNotContain("Exception");
        }
        try (RunningProgram again = demo("--once")) {
            assertThat(again.awaitExit()).as(again::output).isZero();
            assertThat(again.output())
                    .doesNotContain("made in")
                    .contains("5 acls         done in", "light          switched on");
        }
    }

    @Test
    void nothing_of_it_runs_on_when_it_is_killed() throws Exception {
        try (RunningProgram demo = demo()) {
            demo.awaitLine("Ctrl-C ends all");
            List<ProcessHandle> children = demo.descendants();
            assertThat(children).hasSizeGreaterThanOrEqualTo(3);

            demo.signal("KILL");

            await().atMost(Duration.ofSeconds(20)).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void a_device_that_is_reset_leaves_its_cloud_and_comes_back_as_another() throws Exception {
        try (RunningProgram demo = demo()) {
            long device = Long.parseLong(demo.awaitLine("kill -HUP (\\d+)"));
            UUID first = UUID.fromString(demo.awaitLine("device         id (\\S+)"));
            CloudApi cloud = cloud(demo);
            assertThat(cloud.isOnline(first)).isTrue();

            signal("HUP", device);

            UUID second = comesBack(demo, 2);
            assertThat(second).isNotEqualTo(first);
            assertThat(cloud.isOnline(second)).isTrue();
            assertThat(cloud.knows(first)).isFalse();

            assertThat(post(demo, "/api/v1/devices/" + second + "/resources/oic/mnt", "{\"fr\":true}"))
                    .as("reset through the cloud")
                    .isEqualTo(200);

            UUID third = comesBack(demo, 3);
            assertThat(third).isNotIn(first, second);
            await().atMost(Duration.ofSeconds(20)).until(() -> cloud.isOnline(third) && !cloud.knows(second));
        }
    }

    @Test
    void a_device_that_is_killed_is_online_again_under_its_id_without_a_provisioning() throws Exception {
        try (RunningProgram demo = demo()) {
            long device = Long.parseLong(demo.awaitLine("kill -9 (\\d+)"));
            String id = demo.awaitLine("device         id (\\S+)");

            signal("KILL", device);

            demo.awaitLine("device         ended with exit code 137; started again, pid \\d+");
            assertThat(demo.awaitLine("device         id (\\S+)", 2)).isEqualTo(id);
            demo.awaitLine("online         ", 2);
            assertThat(demo.output()).containsOnlyOnce("1 time ");
            assertThat(cloud(demo).isOnline(UUID.fromString(id))).isTrue();
        }
    }

    @Test
    void one_more_device_joins_the_cloud_of_the_demo_that_runs() throws Exception {
        try (RunningProgram alone = demo("device", "kitchen")) {
            assertThat(alone.awaitExit()).isEqualTo(1);
            assertThat(alone.output()).contains("no demo runs in").contains("./demo");
        }
        try (RunningProgram demo = demo()) {
            demo.awaitLine("Ctrl-C ends all");
            try (RunningProgram more = demo("device", "kitchen")) {
                UUID id = UUID.fromString(more.awaitLine("device         id (\\S+)"));
                more.awaitLine("online         ");

                assertThat(cloud(demo).isOnline(id)).isTrue();
                assertThat(demo.output()).doesNotContain(id.toString());
            }
        }
    }

    @Test
    void a_fleet_comes_online_in_one_process_and_its_way_is_measured() throws Exception {
        assertThat(run("--devices", "0")).isEqualTo(2);
        try (RunningProgram demo = demo("--devices", "25", "--once")) {
            assertThat(demo.awaitExit()).isZero();
            assertThat(demo.output())
                    .containsPattern("all online     25 devices in [0-9.]+ s, [0-9.]+ per second")
                    .containsPattern("memory         \\d+ KB of heap each, \\d+ threads")
                    .containsPattern("start to online +\\d+ ms");
        }
    }

    @Test
    void a_busy_port_is_avoided_a_second_demo_refused_and_nothing_runs_on_after_ctrl_c() throws Exception {
        try (ServerSocket busy = holdOrFindBusy(20030);
                RunningProgram demo = demo()) {
            assertThat(busy.isBound()).isTrue();
            demo.awaitLine("port           20030 is busy, so it is \\d+");
            demo.awaitLine("Ctrl-C ends all");

            try (RunningProgram second = demo("--once")) {
                assertThat(second.awaitExit()).isEqualTo(1);
                assertThat(second.output())
                        .contains("demo: another demo runs in")
                        .contains("--directory");
            }
        }
    }

    @Test
    void pki_refuses_to_overwrite_and_makes_more_devices() throws Exception {
        assertThat(run("pki")).isZero();
        assertThat(run("pki")).isEqualTo(1);
        assertThat(run("pki", "--overwrite")).isZero();
        assertThat(run("pki", "device", "kitchen")).isZero();
        assertThat(directory.resolve("pki_certs/devices/kitchen/pki_certs/mfgkey.pem"))
                .isRegularFile();
    }

    @Test
    void certificates_that_are_incomplete_are_named_with_the_remedy() throws Exception {
        assertThat(run("pki")).isZero();
        Files.delete(directory.resolve("pki_certs/service/server-key.pem"));

        try (RunningProgram demo = demo("--once")) {
            assertThat(demo.awaitExit()).isEqualTo(1);
            assertThat(demo.output()).contains("server-key.pem is missing").contains("./demo pki --overwrite");
        }
    }

    @Test
    void a_device_that_cannot_start_is_quoted() throws Exception {
        assertThat(run("pki")).isZero();
        PkiLayout pki = new PkiLayout(directory.resolve("pki_certs"));
        Files.copy(pki.serverKey(), pki.device().key(), StandardCopyOption.REPLACE_EXISTING);

        try (RunningProgram demo = demo("--once")) {
            assertThat(demo.awaitExit()).isEqualTo(1);
            assertThat(demo.output())
                    .contains("demo: the device ended with exit code 255: ERROR: installing manufacturer certificate: ")
                    .contains("device.log");
        }
    }

    @Test
    void a_service_that_cannot_start_is_quoted() throws Exception {
        assertThat(run("pki")).isZero();
        PkiLayout pki = new PkiLayout(directory.resolve("pki_certs"));
        Files.writeString(pki.identityKey(), "no key");

        try (RunningProgram demo = demo("--once")) {
            assertThat(demo.awaitExit()).isEqualTo(1);
            assertThat(demo.output())
                    .contains("demo: the service ended with exit code 1: ")
                    .contains("identity-key.pem");
        }
    }

    @Test
    void help_is_a_manual() throws Exception {
        try (RunningProgram demo = demo("--help")) {
            assertThat(demo.awaitExit()).isZero();
            assertThat(demo.output())
                    .containsSubsequence("USAGE", "WHAT IT DOES", "OPTIONS", "FILES", "EXIT CODE", "EXAMPLES");
        }
    }

    @Test
    void a_wrong_command_line_is_exit_code_2() throws Exception {
        assertThat(run("--twice")).isEqualTo(2);
    }

    private static CloudApi cloud(RunningProgram demo) {
        return new CloudApi(
                URI.create(demo.awaitLine("(http://127.0.0.1:\\d+/)#token=")),
                Secret.ofText(demo.awaitLine("#token=(\\S+)")));
    }

    private static UUID comesBack(RunningProgram demo, int time) {
        UUID id = UUID.fromString(demo.awaitLine("device         id (\\S+)", time));
        demo.awaitLine("online         ", time);
        return id;
    }

    private static int post(RunningProgram demo, String path, String body) throws IOException {
        URI page = URI.create(demo.awaitLine("(http://127.0.0.1:\\d+/)#token="));
        HttpURLConnection connection =
                (HttpURLConnection) page.resolve(path).toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Authorization", "Bearer " + demo.awaitLine("#token=(\\S+)"));
        connection.setRequestProperty("Connection", "close");
        connection.setReadTimeout(20_000);
        connection.setDoOutput(true);
        connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        int status = connection.getResponseCode();
        connection.disconnect();
        return status;
    }

    private static void signal(String name, long process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process))
                        .start()
                        .waitFor())
                .isZero();
    }

    private int run(String... arguments) throws Exception {
        try (RunningProgram demo = demo(arguments)) {
            return demo.awaitExit();
        }
    }

    private RunningProgram demo(String... arguments) throws IOException {
        Stream<String> place = arguments.length == 1 && arguments[0].equals("--help")
                ? Stream.of()
                : Stream.of("--directory", directory.toString());
        Object[] words = Stream.concat(
                        Stream.of(RunningProgram.tree().resolve("demo").toString()),
                        Stream.concat(Stream.of(arguments), place))
                .toArray();
        return RunningProgram.start(directory, Map.of(), words);
    }

    private static ServerSocket holdOrFindBusy(int port) throws IOException {
        try {
            return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        } catch (IOException busyAlready) {
            return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        }
    }
}
