package org.dps4j.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import org.dps4j.protocol.pki.Pem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dps_cloud_server} as a process with a service: what its options do. */
class DeviceOptionsIT {

    private static final String STARTED = "^Started device with ID: (\\S+)$";
    private static final String ONLINE = "^online at coaps\\+tcp://";

    @TempDir
    Path directory;

    @Test
    void a_device_that_waits_is_provisioned_after_its_reset_by_the_service_of_a_lease_that_came_meanwhile()
            throws Exception {
        Path leases = directory.resolve("leases");
        int port = ServiceAndCloud.freePort();
        String service = "coaps+tcp://127.0.0.1:" + port;
        try (Fleet fleet = new Fleet(directory);
                ServiceAndCloud site = new ServiceAndCloud(directory.resolve("site"), fleet.pki(), port)) {
            Files.delete(fleet.pki().device().serviceRoot());
            RunningProgram device = fleet.startDevice(
                    fleet.pki().home(), "patient", "-w", "-x", "-f", leases, "-r", "1,1", "patient", "");
            device.awaitLine("^Waiting for a reset");
            String first = device.awaitLine(STARTED);
            Files.writeString(leases, lease(service, fingerprint(fleet)));

            device.signal("HUP");

            device.awaitLine(Fleet.PROVISIONED);
            device.awaitLine(ONLINE);
            String second = device.awaitLine(STARTED, 2);
            assertThat(second).isNotEqualTo(first);
            assertThat(site.cloud().knows(UUID.fromString(second))).isTrue();
            assertThat(device.output())
                    .contains("DHCP: endpoint " + service + ", fingerprint ")
                    .doesNotContain("ERROR", "WARN");
            device.signal("TERM");
            assertThat(device.awaitExit()).isZero();
        }
    }

    @Test
    void a_provisioned_device_is_steered_by_its_cloud_and_joins_it_without_a_service() throws Exception {
        int port = ServiceAndCloud.freePort();
        int nobody = ServiceAndCloud.freePort();
        try (Fleet fleet = new Fleet(directory);
                ServiceAndCloud site = new ServiceAndCloud(directory.resolve("site"), fleet.pki(), port)) {
            String service = "coaps+tcp://127.0.0.1:" + port;
            String away = "coaps+tcp://127.0.0.1:" + nobody;
            RunningProgram device = fleet.startDevice(
                    fleet.pki().home(), "steered", "steered", away, "-c", "-r", "1", "--endpoint", service);
            UUID id = UUID.fromString(device.awaitLine(STARTED));
            device.awaitLine(ONLINE);
            assertThat(device.output()).contains("Endpoints:\n\t" + away + "\n\t" + service + "\n");
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(site.cloud().content(id, "/plgd/dps"))
                            .hasValueSatisfying(
                                    shown -> assertThat(shown).contains("\"endpoint\":\"" + service + "\"", away)));

            site.cloud().write(id, "/plgd/dps", "{\"forceReprovision\":true}");

            device.awaitLine(Fleet.PROVISIONED, 2);
            device.signal("TERM");
            assertThat(device.awaitExit()).isZero();

            RunningProgram again = fleet.startDevice(fleet.pki().home(), "steered", "steered", "");
            again.awaitLine("^No endpoint: the device joins the cloud that it knows");
            again.awaitLine(ONLINE);
            assertThat(again.awaitLine(STARTED)).isEqualTo(id.toString());
            assertThat(again.output()).doesNotContain("Provisioning step", "ERROR");
        }
    }

    private static String fingerprint(Fleet fleet) throws Exception {
        byte[] certificate = Pem.certificates(Files.readString(fleet.pki().serverChain()))
                .get(0)
                .getEncoded();
        return "c9:20:" + hex(MessageDigest.getInstance("SHA-256").digest(certificate)) + ":ca:06:"
                + hex("SHA256".getBytes(StandardCharsets.US_ASCII));
    }

    private static String lease(String endpoint, String fingerprint) {
        return "lease {\n  interface \"eth0\";\n  option vendor-encapsulated-options c8:"
                + Integer.toHexString(endpoint.length()) + ":" + hex(endpoint.getBytes(StandardCharsets.US_ASCII)) + ":"
                + fingerprint + ";\n}\n";
    }

    private static String hex(byte[] bytes) {
        return HexFormat.ofDelimiter(":").formatHex(bytes);
    }
}
