package org.dps4j.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.dps4j.dps.checkup.Finding;
import org.dps4j.loop.Workers;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.testkit.pki.PrivateKeyFormat;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DeviceCheckupTest {

    private static final TestAuthority SERVICE = TestPki.root("service root").mint();
    private static final TestCertificate DEVICE =
            TestPki.root("manufacturer root").mint().device("device").mint();

    @TempDir
    Path directory;

    @BeforeEach
    void a_complete_directory() throws IOException {
        Path key = directory.resolve("mfgkey.pem");
        Files.writeString(directory.resolve("dpsca.pem"), SERVICE.pem());
        Files.writeString(directory.resolve("mfgcrt.pem"), DEVICE.chainPem());
        Files.writeString(key, DEVICE.privateKeyPem());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void nobody_listens_and_nothing_is_changed() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        assertThat(check("--check", "d", "coaps+tcp://127.0.0.1:" + port))
                .startsWith(
                        "ok files: read " + directory.resolve("dpsca.pem") + ": 1 certificate",
                        "ok files: read " + directory.resolve("mfgcrt.pem") + ": 1 certificate",
                        "ok files: read " + directory.resolve("mfgkey.pem") + ": a private key for its owner only",
                        "ok private key: sign with the key and verify with 'CN=device': they belong together")
                .endsWith(
                        "ok reference limits: compare with what the reference's device in C and dps-service take:"
                                + " within all limits",
                        "ok endpoint: read the address 'coaps+tcp://127.0.0.1:" + port + "': an address of a service",
                        "ok DNS: look up 127.0.0.1: 127.0.0.1",
                        "fail TCP: connect to 127.0.0.1:" + port + ": nobody listens at 127.0.0.1:" + port
                                + " (connection refused); see that the service runs and no firewall is between",
                        "skipped TLS: because TCP failed",
                        "skipped service: because TCP failed",
                        "skipped clock: because TCP failed",
                        "ok stored state: read what is stored: nothing; a start makes a new device and runs all steps",
                        "ok state holder: look who has " + directory.resolve("state")
                                + ": nobody, as far as this system tells");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void each_file_at_fault_has_its_line_and_what_depends_on_it_is_skipped() throws Exception {
        Files.delete(directory.resolve("dpsca.pem"));
        Files.writeString(directory.resolve("mfgcrt.pem"), "no certificate");
        Files.writeString(directory.resolve("mfgkey.pem"), DEVICE.privateKeyPem(PrivateKeyFormat.ENCRYPTED_PKCS8));

        assertThat(check("--check"))
                .startsWith(
                        "fail files: read " + directory.resolve("dpsca.pem")
                                + ": it is missing; put the root certificate"
                                + " of the service (with --no-verify-ca it is not needed) there",
                        "fail files: read " + directory.resolve("mfgcrt.pem")
                                + ": expected a block CERTIFICATE, found no"
                                + " PEM block; check that it is the right file; a DER file becomes PEM with openssl x509"
                                + " -inform DER")
                .contains(
                        "skipped private key: because files failed",
                        "skipped chain: because files failed",
                        "skipped key usage: because files failed",
                        "skipped chain dates: because files failed",
                        "skipped trust anchors: because files failed",
                        "skipped DNS: because files failed",
                        "skipped clock: because files failed")
                .filteredOn(line -> line.startsWith("fail files: read " + directory.resolve("mfgkey.pem")))
                .singleElement()
                .asString()
                .contains("encrypted");
    }

    @Test
    void a_key_that_others_can_read_is_a_warning() throws Exception {
        Path key = directory.resolve("mfgkey.pem");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(check("--check", "d", ""))
                .contains("warn files: read " + key + ": a private key that has the rights rw-r--r--; narrow them with"
                        + " chmod 600");
    }

    @Test
    void an_address_that_is_none_is_a_finding() throws Exception {
        assertThat(check("--check", "d", "coap://127.0.0.1"))
                .contains(
                        "fail endpoint: read the address 'coap://127.0.0.1': the address of a provisioning service is"
                                + " coaps+tcp://host:port or coaps://host:port, not coap://127.0.0.1; name one such as"
                                + " coaps+tcp://dps.example:5684",
                        "skipped DNS: because endpoint failed");
    }

    @Test
    void a_state_that_cannot_be_read_fails_unless_it_is_to_be_set_aside() throws Exception {
        Path state = Files.createDirectory(directory.resolve("state"));
        Files.writeString(state.resolve("device.cbor"), "torn");

        assertThat(check("--check", "d", ""))
                .filteredOn(line -> line.startsWith("fail stored state: read what is stored: "))
                .singleElement()
                .asString()
                .contains(state.resolve("device.cbor").toString())
                .endsWith("; with --set-aside-unreadable-state this program does that");
        assertThat(check("--check", "--set-aside-unreadable-state", "d", ""))
                .filteredOn(line -> line.startsWith("warn stored state: read what is stored: expected "))
                .singleElement()
                .asString()
                .endsWith("; a start sets it aside, makes a new device and runs all steps");
        assertThat(state.resolve("device.cbor")).hasContent("torn");
    }

    private List<String> check(String... arguments) throws InterruptedException {
        Surroundings around = new Surroundings(
                directory, directory.resolve("state"), System.out, System.err, Instant.EPOCH, new FakeSystemClock());
        try (NettyLoops loops = NettyLoops.start("check", 1);
                Workers workers = Workers.named("check", 2, 4)) {
            Invocation.Check wanted = (Invocation.Check) CommandLineReader.read(arguments);
            return new DeviceCheckup(wanted, around, loops.next(), workers)
                    .findings().stream().map(Finding::line).toList();
        }
    }
}
