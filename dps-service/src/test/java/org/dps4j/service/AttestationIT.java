package org.dps4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dps4j.service.Visitor.CREDENTIALS;
import static org.dps4j.service.Visitor.OWNERSHIP;
import static org.dps4j.service.Visitor.get;
import static org.dps4j.service.Visitor.post;
import static org.dps4j.service.Visitor.send;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.dps4j.protocol.coap.CloseReason;
import org.dps4j.protocol.coap.ConnectionClosedException;
import org.dps4j.protocol.payload.credential.Credential;
import org.dps4j.protocol.payload.credential.CredentialUsage;
import org.dps4j.protocol.payload.credential.CredentialsAnswer;
import org.dps4j.protocol.payload.credential.PublicData;
import org.dps4j.protocol.payload.ownership.OwnershipAnswer;
import org.dps4j.protocol.pki.EcCurve;
import org.dps4j.protocol.pki.EcKeys;
import org.dps4j.protocol.pki.OcfIdentity;
import org.dps4j.protocol.pki.Pem;
import org.dps4j.service.config.ServiceConfig;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.dps4j.testkit.pki.TestTls;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in, and into which group, over real TLS. */
@Timeout(60)
class AttestationIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterClass();

    @TempDir
    Path directory;

    private ServiceDirectory files;

    @BeforeEach
    void mint() {
        files = new ServiceDirectory(directory);
    }

    @Test
    void a_device_of_another_manufacturer_is_refused_at_the_handshake() throws Exception {
        TestCertificate stranger =
                TestPki.root("Manufacturer").mint().device("device 1").mint();

        try (ProvisioningService service = ProvisioningService.start(files.config())) {
            assertRefused(service, stranger);
            assertThat(HttpText.get(service, "/health")).contains("\"connections.failed\":1");
        }
    }

    @Test
    void a_device_of_another_factory_of_the_manufacturer_matches_no_group() throws Exception {
        TestAuthority elsewhere = files.manufacturer.intermediate("Factory 2").mint();

        try (ProvisioningService service = ProvisioningService.start(files.config())) {
            assertRefused(service, elsewhere.device("device 1").mint());
        }
    }

    @Test
    void a_certificate_without_client_auth_is_refused() throws Exception {
        try (ProvisioningService service = ProvisioningService.start(files.config())) {
            assertRefused(service, files.factory.device("d").withoutPurposes().mint());
        }
    }

    @Test
    void an_expired_certificate_is_refused_or_with_the_option_of_its_group_accepted() throws Exception {
        TestCertificate expired = files.factory.device("old device").expired().mint();

        try (ProvisioningService strict = ProvisioningService.start(files.config())) {
            assertRefused(strict, expired);
        }
        ServiceConfig lenient = files.config(files.yaml() + "    expiredCertificates: accept\n");
        try (ProvisioningService service = ProvisioningService.start(lenient);
                Visitor visitor = new Visitor(service, expired)) {
            assertThat(send(visitor.connect(), get(OWNERSHIP)).getCode()).isEqualTo(ResponseCode.CONTENT);
        }
    }

    @Test
    void of_two_groups_the_one_closest_to_the_device_provisions_it() throws Exception {
        String twoGroups = files.yaml().replace("enrollmentGroups:", """
                        enrollmentGroups:
                          - id: 11111111-0b17-4b33-8e67-6fbd5d7d9d3e
                            owner: the manufacturer
                            certificateChainFile: manufacturer.pem""");
        TestCertificate ofTheFactory = files.factory.device("device 1").mint();
        TestCertificate elsewhere = files.manufacturer
                .intermediate("Factory 2")
                .mint()
                .device("device 2")
                .mint();

        try (ProvisioningService service = ProvisioningService.start(files.config(twoGroups))) {
            assertThat(ownerOf(service, ofTheFactory)).isEqualTo(OcfIdentity.ownerUuid("1"));
            assertThat(ownerOf(service, elsewhere)).isEqualTo(OcfIdentity.ownerUuid("the manufacturer"));
        }
    }

    @Test
    void a_device_that_offers_its_earlier_tls_session_is_attested_again() throws Exception {
        Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(3);
        TestCertificate shortLived =
                files.factory.device("d").validity(TestPki.VALID_FROM, end).mint();
        SSLContext device = TestTls.trustingEverybody(shortLived);

        try (ProvisioningService service = ProvisioningService.start(files.config())) {
            provenTime(service, device);

            Awaitility.await()
                    .pollInterval(Duration.ofMillis(200))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> Instant.now().isAfter(end.plusSeconds(1)));

            assertThatThrownBy(() -> provenTime(service, device)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void an_identity_that_the_service_issued_itself_does_not_open_it() throws Exception {
        UUID id = UUID.randomUUID();
        KeyPair keys = EcKeys.generate(EcCurve.P256);

        try (ProvisioningService service = ProvisioningService.start(files.config());
                Visitor device =
                        new Visitor(service, files.factory.device("device 1").mint())) {
            Response issued = send(device.connect(), post(CREDENTIALS, Visitor.credentialsRequest(id, keys)));
            List<X509Certificate> chain =
                    Pem.certificates(CredentialsAnswer.CODEC.decode(issued.getPayload()).credentials().stream()
                            .filter(its -> its.usage().equals(Optional.of(CredentialUsage.IDENTITY_CERTIFICATE)))
                            .findFirst()
                            .flatMap(Credential::publicData)
                            .map(PublicData::text)
                            .orElseThrow());

            assertThat(OcfIdentity.deviceIdOf(chain.get(0))).contains(id);
            assertRefused(service, new TestCertificate(chain, files.serviceRoot.certificate(), keys.getPrivate()));
        }
    }

    private static void assertRefused(ProvisioningService service, TestCertificate certificate) throws Exception {
        try (Visitor visitor = new Visitor(service, certificate)) {
            visitor.tryTime().get(15, TimeUnit.SECONDS);
            throw new AssertionError("was answered");
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(ConnectionClosedException.class);
            assertThat(((ConnectionClosedException) e.getCause()).reason())
                    .isInstanceOf(CloseReason.OurCertificateRefused.class);
        }
    }

    private static UUID ownerOf(ProvisioningService service, TestCertificate device) throws Exception {
        try (Visitor visitor = new Visitor(service, device)) {
            return OwnershipAnswer.CODEC
                    .decode(send(visitor.connect(), get(OWNERSHIP)).getPayload())
                    .owner();
        }
    }

    /** Asks for the time with the bytes of a C device over TLS 1.2. */
    private static void provenTime(ProvisioningService service, SSLContext device) throws IOException {
        int port = service.coapAddress().getPort();
        try (SSLSocket socket =
                (SSLSocket) device.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.startHandshake();
            socket.getOutputStream()
                    .write(HexFormat.of()
                            .parseHex("d80b01175441f5cc0d0305ba782e706c67642e6465760474696d65622710e206e30800"));
            byte[] csmAndAnswer = new byte[512];
            int length = 0;
            while (indexOf(csmAndAnswer, HexFormat.of().parseHex("45175441f5cc0d0305")) < 0) {
                int count = socket.getInputStream().read(csmAndAnswer, length, csmAndAnswer.length - length);
                if (count < 0) {
                    throw new IOException("closed before the answer");
                }
                length += count;
            }
        }
    }

    private static int indexOf(byte[] all, byte[] part) {
        for (int i = 0; i + part.length <= all.length; i++) {
            if (Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        return -1;
    }
}
