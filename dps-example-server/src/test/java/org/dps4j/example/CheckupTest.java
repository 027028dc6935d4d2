package org.dps4j.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dps4j.device.store.UnreadableState;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.retry.RetryTable;
import org.dps4j.protocol.coap.CloseReason;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CheckupTest {

    private static final TestAuthority SERVICE = TestPki.root("service root").mint();
    private static final TestAuthority FACTORY =
            TestPki.root("manufacturer root").mint();
    private static final TestCertificate DEVICE = FACTORY.device("device").mint();
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    @TempDir
    Path directory;

    @BeforeEach
    void a_complete_directory() throws IOException {
        Files.writeString(directory.resolve("dpsca.pem"), SERVICE.pem());
        put(DEVICE);
    }

    @Test
    void nobody_listens() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        assertThat(check(port).subList(4, 10))
                .containsExactly(
                        "ok endpoint: coaps+tcp://127.0.0.1:" + port,
                        "ok DNS: passed",
                        "FAIL TCP: nobody listens at 127.0.0.1:" + port
                                + " (connection refused); see that the service runs and no firewall is between",
                        "skipped TLS: needs TCP",
                        "skipped service: needs TCP",
                        "skipped clock: needs TCP");
        assertThat(directory.resolve("state")).doesNotExist();
    }

    @Test
    void a_missing_file_skips_all_that_needs_it() throws Exception {
        Files.delete(directory.resolve("mfgkey.pem"));

        assertThat(check(1))
                .hasSize(10)
                .startsWith("FAIL files: ERROR: unable to read " + directory.resolve("mfgkey.pem")
                        + ": it is missing; put the private key of the manufacturer certificate, unencrypted there")
                .endsWith("skipped service: needs files", "skipped clock: needs files");
    }

    @Test
    void a_key_that_others_can_read() throws Exception {
        Path key = directory.resolve("mfgkey.pem");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(check(1).get(0))
                .isEqualTo("warn files: WARNING: " + key + " holds a private key and has the rights rw-r--r--;"
                        + " narrow them with chmod 600");
    }

    @Test
    void dates_and_key_usage() throws Exception {
        assertThat(certificates(DEVICE).stream().map(line -> line.substring(0, line.indexOf(':'))))
                .containsExactly("ok chain dates", "ok key usage", "ok trust anchors");
        assertThat(certificates(FACTORY.device("d").expired().mint()).get(0))
                .startsWith("FAIL chain dates: 'CN=d")
                .contains("expired at ", "the clock says " + NOW)
                .endsWith("; set the clock, or get a new certificate");
        assertThat(certificates(FACTORY.device("d").notYetValid().mint()).get(0))
                .startsWith("FAIL chain dates: 'CN=d")
                .endsWith(", the clock says " + NOW + "; set the clock, or wait");
        assertThat(certificates(FACTORY.device("d").wrongPurpose().mint()).get(1))
                .startsWith("FAIL key usage: expected clientAuth among the extended key usages of 'CN=d");
    }

    @Test
    void each_end_of_a_connection_stops_the_checks_where_it_belongs() {
        assertThat(lines(ServiceFindings.unconnected(new CloseReason.NameNotFound("nowhere"))))
                .startsWith("FAIL DNS: no address found for the host name nowhere; see to the endpoint and the name"
                        + " server")
                .endsWith("skipped clock: needs DNS");
        assertThat(lines(ServiceFindings.unconnected(new CloseReason.HandshakeTimeout(Duration.ofSeconds(10)))))
                .contains(
                        "ok TCP: passed",
                        "FAIL TLS: the TLS handshake was not complete within 10000 ms; see that a provisioning service"
                                + " listens at the endpoint");
        assertThat(lines(ServiceFindings.unconnected(new CloseReason.PeerCertificateRefused("unknown issuer"))))
                .contains("FAIL TLS: we refused the peer's certificate: unknown issuer; put the root of this service"
                        + " into dpsca.pem, or correct the endpoint");
        assertThat(lines(ServiceFindings.unconnected(new CloseReason.OurCertificateRefused("bad_certificate"))))
                .contains("FAIL TLS: the service refused our certificate (TLS alert bad_certificate);"
                        + " ask dps-service explain with mfgcrt.pem");
    }

    @Test
    void a_clock_that_is_off_is_a_warning() {
        assertThat(lines(ServiceFindings.answered(Duration.ofSeconds(-61))))
                .endsWith("warn clock: ours differs from the service's by 61 s; set the clock");
        assertThat(lines(ServiceFindings.answered(Duration.ofSeconds(60))))
                .endsWith("ok clock: ours differs from the service's by 60 s");
    }

    private List<String> check(int port) {
        Options options = new Options(
                "d",
                Optional.of(DpsEndpoint.of("coaps+tcp://127.0.0.1:" + port)),
                true,
                ServiceTrust.VERIFIED,
                LogLevel.named("info").orElseThrow(),
                RetryTable.DEFAULT,
                UnreadableState.REFUSE);
        Surroundings around =
                new Surroundings(directory, directory.resolve("state"), System.out, System.err, Instant.EPOCH);
        try (NettyLoops loops = NettyLoops.start("check", 1)) {
            return lines(new Checkup(options, around, loops.next()).findings());
        }
    }

    private List<String> certificates(TestCertificate device) throws Exception {
        put(device);
        return lines(CertificateFindings.of(
                FactoryCertificates.read(directory, ServiceTrust.VERIFIED), ServiceTrust.VERIFIED, NOW));
    }

    private void put(TestCertificate device) throws IOException {
        Path key = directory.resolve("mfgkey.pem");
        Files.writeString(directory.resolve("mfgcrt.pem"), device.chainPem());
        Files.writeString(key, device.privateKeyPem());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    private static List<String> lines(List<Finding> findings) {
        return findings.stream().map(Finding::line).toList();
    }
}
