package org.dps4j.demo.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.dps4j.demo.files.OwnerOnly;
import org.dps4j.demo.pki.DemoPki.Existing;
import org.dps4j.protocol.pki.CertificateChain;
import org.dps4j.protocol.pki.ChainVerdict;
import org.dps4j.protocol.pki.KeyMatch;
import org.dps4j.protocol.pki.KeyPurpose;
import org.dps4j.protocol.pki.OcfIdentity;
import org.dps4j.protocol.pki.Pem;
import org.dps4j.protocol.pki.PemException;
import org.dps4j.protocol.pki.TrustAnchors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoPkiTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path directory;

    private PkiLayout layout;
    private DemoPki pki;

    @BeforeEach
    void nothing_there() {
        layout = new PkiLayout(directory.resolve("pki_certs"));
        pki = new DemoPki(layout, NOW, new SecureRandom());
    }

    @Test
    void device_and_service_trust_each_other() throws Exception {
        pki.create(Existing.KEEP);

        List<X509Certificate> device = certificates(layout.device().certificateChain());
        assertThat(KeyPurpose.CLIENT_AUTH.isListedIn(device.get(0))).isTrue();
        assertThat(KeyMatch.matches(key(layout.device().key()), device.get(0))).isTrue();
        assertThat(verdict(device, layout.groupChain())).isInstanceOf(ChainVerdict.Trusted.class);
        List<X509Certificate> server = certificates(layout.serverChain());
        assertThat(KeyMatch.matches(key(layout.serverKey()), server.get(0))).isTrue();
        assertThat(verdict(server, layout.device().serviceRoot())).isInstanceOf(ChainVerdict.Trusted.class);
        assertThat(new CertificateChain(server)
                        .checkServer(
                                TrustAnchors.of(certificates(layout.device().serviceRoot())), NOW, "127.0.0.1"))
                .isInstanceOf(ChainVerdict.Trusted.class);
    }

    @Test
    void the_identity_authority_goes_up_to_its_root_and_has_its_key() throws Exception {
        pki.create(Existing.KEEP);

        List<X509Certificate> chain = certificates(layout.identityChain());
        assertThat(new CertificateChain(chain).links()).isTrue();
        assertThat(chain.get(chain.size() - 1).getIssuerX500Principal())
                .isEqualTo(chain.get(chain.size() - 1).getSubjectX500Principal());
        assertThat(KeyMatch.matches(key(layout.identityKey()), chain.get(0))).isTrue();
    }

    @Test
    void the_gateway_is_known_by_the_id_of_the_hub_as_server_and_client_under_the_identity_authority()
            throws Exception {
        pki.create(Existing.KEEP);

        assertThatTheGatewayIsComplete();
    }

    @Test
    void a_gateway_is_added_to_certificates_that_were_made_without_one() throws Exception {
        pki.create(Existing.KEEP);
        OwnerOnly.delete(layout.root().resolve("gateway"));
        String before = Files.readString(layout.identityKey());

        pki.addGateway();

        assertThatTheGatewayIsComplete();
        assertThat(layout.identityKey()).hasContent(before);
        assertThat(layout.firstMissing()).isEmpty();
    }

    @Test
    void a_gateway_that_is_there_is_not_replaced() throws Exception {
        pki.create(Existing.KEEP);
        String before = Files.readString(layout.gateway().key());

        assertThatThrownBy(pki::addGateway).hasMessageContaining("gateway");

        assertThat(layout.gateway().key()).hasContent(before);
    }

    @Test
    void nobody_but_the_owner_can_read_anything() throws Exception {
        pki.create(Existing.KEEP);
        pki.addDevice("kitchen");

        try (Stream<Path> all = Files.walk(layout.root())) {
            assertThat(all)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void is_complete_when_it_was_made() throws Exception {
        assertThat(layout.firstMissing()).contains(layout.device().serviceRoot());

        pki.create(Existing.KEEP);

        assertThat(layout.firstMissing()).isEmpty();
        assertThat(directory).isDirectoryNotContaining(path -> !path.endsWith("pki_certs"));
    }

    @Test
    void keeps_what_is_there_unless_told_otherwise() throws Exception {
        pki.create(Existing.KEEP);
        String before = Files.readString(layout.device().key());

        assertThatThrownBy(() -> pki.create(Existing.KEEP))
                .isInstanceOf(PkiDirectoryException.class)
                .hasMessageContaining(layout.root().toString())
                .hasMessageContaining("--overwrite");

        assertThat(layout.device().key()).hasContent(before);
    }

    @Test
    void replaces_all_of_it_when_told_to() throws Exception {
        pki.create(Existing.KEEP);
        pki.addDevice("kitchen");
        String before = Files.readString(layout.device().key());

        pki.create(Existing.REPLACE);

        assertThat(Files.readString(layout.device().key())).isNotEqualTo(before);
        assertThat(layout.deviceHome("kitchen")).doesNotExist();
        assertThat(directory).isDirectoryNotContaining(path -> !path.endsWith("pki_certs"));
    }

    @Test
    void one_more_device_is_of_the_same_manufacturer_with_a_key_of_its_own() throws Exception {
        pki.create(Existing.KEEP);

        Path home = pki.addDevice("kitchen");

        Path certs = home.resolve("pki_certs");
        List<X509Certificate> device = certificates(certs.resolve("mfgcrt.pem"));
        assertThat(device.get(0).getSubjectX500Principal().getName()).contains("CN=kitchen");
        assertThat(verdict(device, layout.groupChain())).isInstanceOf(ChainVerdict.Trusted.class);
        assertThat(KeyMatch.matches(key(certs.resolve("mfgkey.pem")), device.get(0)))
                .isTrue();
        assertThat(device.get(0).getPublicKey())
                .isNotEqualTo(
                        certificates(layout.device().certificateChain()).get(0).getPublicKey());
        assertThat(certs.resolve("dpsca.pem"))
                .hasSameTextualContentAs(layout.device().serviceRoot());
    }

    @Test
    void does_not_make_the_same_device_twice() throws Exception {
        pki.create(Existing.KEEP);
        pki.addDevice("kitchen");

        assertThatThrownBy(() -> pki.addDevice("kitchen")).hasMessageContaining("already there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../x", "a/b", ".hidden", "with space", "-n"})
    void a_device_name_is_a_plain_word(String name) throws Exception {
        pki.create(Existing.KEEP);

        assertThatThrownBy(() -> pki.addDevice(name)).hasMessageContaining("is no name for a device");
    }

    @Test
    void says_what_is_missing_when_there_is_no_manufacturer_yet() {
        assertThatThrownBy(() -> pki.addDevice("kitchen"))
                .hasMessageContaining(layout.groupChain().toString())
                .hasMessageContaining("./demo pki");
    }

    @Test
    void a_directory_that_cannot_be_written_is_named() throws Exception {
        Files.writeString(directory.resolve("file"), "not a directory");
        DemoPki below = new DemoPki(new PkiLayout(directory.resolve("file/pki_certs")), NOW, new SecureRandom());

        assertThatThrownBy(() -> below.create(Existing.KEEP)).hasMessageContaining("file/pki_certs");
    }

    private void assertThatTheGatewayIsComplete() throws Exception {
        List<X509Certificate> chain = certificates(layout.gateway().chain());
        assertThat(OcfIdentity.deviceIdOf(chain.get(0))).contains(DemoPki.HUB);
        assertThat(KeyPurpose.SERVER_AUTH.isListedIn(chain.get(0))).isTrue();
        assertThat(KeyPurpose.CLIENT_AUTH.isListedIn(chain.get(0))).isTrue();
        assertThat(KeyMatch.matches(key(layout.gateway().key()), chain.get(0))).isTrue();
        assertThat(new CertificateChain(chain)
                        .checkServer(
                                TrustAnchors.of(certificates(layout.gateway().trusted())), NOW, "127.0.0.1"))
                .isInstanceOf(ChainVerdict.Trusted.class);
        assertThat(layout.identityChain())
                .content()
                .endsWith(Files.readString(layout.gateway().trusted()));
    }

    private static ChainVerdict verdict(List<X509Certificate> chain, Path anchors) throws IOException, PemException {
        return new CertificateChain(chain).check(TrustAnchors.of(certificates(anchors)), NOW);
    }

    private static List<X509Certificate> certificates(Path file) throws IOException, PemException {
        return Pem.certificates(Files.readString(file));
    }

    private static PrivateKey key(Path file) throws IOException, PemException {
        return Pem.privateKey(Files.readString(file));
    }
}
