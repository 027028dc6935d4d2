package org.dps4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dps4j.service.Visitor.ACLS;
import static org.dps4j.service.Visitor.CLOUD;
import static org.dps4j.service.Visitor.CREDENTIALS;
import static org.dps4j.service.Visitor.OWNERSHIP;
import static org.dps4j.service.Visitor.TIME;
import static org.dps4j.service.Visitor.get;
import static org.dps4j.service.Visitor.post;
import static org.dps4j.service.Visitor.send;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.coap.CoapConnection;
import org.dps4j.protocol.coap.OcfOptions;
import org.dps4j.protocol.payload.acl.AccessControlEntry;
import org.dps4j.protocol.payload.acl.AceResource;
import org.dps4j.protocol.payload.acl.AceSubject;
import org.dps4j.protocol.payload.acl.AclsAnswer;
import org.dps4j.protocol.payload.acl.ConnectionType;
import org.dps4j.protocol.payload.acl.Permission;
import org.dps4j.protocol.payload.acl.WildcardKind;
import org.dps4j.protocol.payload.cloud.CloudConfigurationAnswer;
import org.dps4j.protocol.payload.cloud.CloudConfigurationRequest;
import org.dps4j.protocol.payload.cloud.CloudServer;
import org.dps4j.protocol.payload.credential.Credential;
import org.dps4j.protocol.payload.credential.CredentialType;
import org.dps4j.protocol.payload.credential.CredentialUsage;
import org.dps4j.protocol.payload.credential.CredentialsAnswer;
import org.dps4j.protocol.payload.credential.PublicData;
import org.dps4j.protocol.payload.credential.Subject;
import org.dps4j.protocol.payload.ownership.OwnershipAnswer;
import org.dps4j.protocol.payload.time.TimeAnswer;
import org.dps4j.protocol.pki.EcCurve;
import org.dps4j.protocol.pki.EcKeys;
import org.dps4j.protocol.pki.OcfIdentity;
import org.dps4j.protocol.pki.Pem;
import org.dps4j.testkit.leak.LeakCheck;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a device of the one group gets, over real TLS. */
@Timeout(60)
class ProvisioningIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterClass();

    private static final UUID DEVICE = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10");
    private static final UUID OWNER = UUID.fromString("b80c8fef-a677-5340-85fb-2c162d75df03");
    private static final UUID HUB = UUID.fromString(ServiceDirectory.HUB);

    @TempDir
    static Path directory;

    private static ServiceDirectory files;
    private static ProvisioningService service;

    private Visitor visitor;
    private CoapConnection connection;

    @BeforeAll
    static void start_the_service() throws Exception {
        files = new ServiceDirectory(directory);
        files.write("psk.bin", "0123456789abcdef\n");
        service = ProvisioningService.start(files.config(files.yaml() + "    preSharedKeyFile: psk.bin\n"));
    }

    @AfterAll
    static void stop_the_service() {
        service.close();
    }

    @BeforeEach
    void a_device_connects() {
        visitor = new Visitor(service, files.factory.device("device 1").mint());
        connection = visitor.connect();
    }

    @AfterEach
    void the_device_hangs_up() {
        visitor.close();
    }

    @Test
    void the_time_is_now_and_in_utc() throws Exception {
        Response response = send(connection, get(TIME));

        assertThat(response.getCode()).isEqualTo(ResponseCode.CONTENT);
        assertThat(response.getOptions().getContentFormat()).isEqualTo(10_000);
        assertThat(response.getOptions().asSortedList()).hasSize(1);
        assertThat(response.getPayloadString()).endsWith("Z");
        assertThat(Duration.between(
                                TimeAnswer.CODEC.decode(response.getPayload()).time(), Instant.now())
                        .abs())
                .isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void the_owner_is_told_as_exactly_one_member() throws Exception {
        Response response = send(connection, get(OWNERSHIP));

        assertThat(response.getCode()).isEqualTo(ResponseCode.CONTENT);
        assertThat(OwnershipAnswer.CODEC.decode(response.getPayload()).owner()).isEqualTo(OWNER);
        assertThat(response.getPayload()).hasSize(52);
    }

    @Test
    void the_cloud_comes_with_its_hub_id_and_a_token_that_verifies() throws Exception {
        Response response = send(connection, post(CLOUD, Visitor.cloudRequest(DEVICE)));

        assertThat(response.getCode()).isEqualTo(ResponseCode.CHANGED);
        CloudConfigurationAnswer answer = CloudConfigurationAnswer.CODEC.decode(response.getPayload());
        assertThat(answer.server()).isEqualTo(URI.create("coaps+tcp://cloud.example:5684"));
        assertThat(answer.cloudId()).isEqualTo(HUB);
        assertThat(answer.authorizationProvider()).isEqualTo("plgd.dps");
        assertThat(answer.servers())
                .containsExactly(
                        new CloudServer(URI.create("coaps+tcp://cloud.example:5684"), HUB),
                        new CloudServer(URI.create("coaps+tcp://cloud.example:5685"), HUB));
        SignedJWT token = SignedJWT.parse(answer.accessToken().revealText());
        JWKSet keys = JWKSet.parse(HttpText.get(service, "/.well-known/jwks.json"));
        assertThat(token.verify(new ECDSAVerifier(
                        (ECKey) keys.getKeyByKeyId(token.getHeader().getKeyID()))))
                .isTrue();
        assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo("1");
        assertThat(token.getJWTClaimsSet().getStringClaim("https://plgd.dev/deviceId"))
                .isEqualTo(DEVICE.toString());
        assertThat(token.getJWTClaimsSet().getIssuer())
                .isEqualTo("http://127.0.0.1:" + service.httpAddress().getPort());
    }

    @Test
    void a_gateway_that_the_device_selected_is_kept() throws Exception {
        CloudServer second = new CloudServer(URI.create("coaps+tcp://cloud.example:5685"), HUB);
        byte[] request =
                CloudConfigurationRequest.CODEC.encode(new CloudConfigurationRequest(DEVICE, Optional.of(second)));

        CloudConfigurationAnswer answer = CloudConfigurationAnswer.CODEC.decode(
                send(connection, post(CLOUD, request)).getPayload());

        assertThat(answer.server()).isEqualTo(second.uri());
    }

    @Test
    void the_identity_certificate_is_for_the_devices_key_and_id() throws Exception {
        KeyPair keys = EcKeys.generate(EcCurve.P256);

        Response response = send(connection, post(CREDENTIALS, Visitor.credentialsRequest(DEVICE, keys)));

        assertThat(response.getCode()).isEqualTo(ResponseCode.CHANGED);
        List<Credential> credentials =
                CredentialsAnswer.CODEC.decode(response.getPayload()).credentials();
        assertThat(credentials)
                .hasSize(3)
                .allSatisfy(its -> assertThat(its.tag()).contains("dps"));
        Credential psk = credentials.get(0);
        assertThat(psk.type()).isEqualTo(CredentialType.PSK);
        assertThat(psk.subject()).isEqualTo(new Subject.Device(OWNER));
        assertThat(psk.privateData().orElseThrow().sharedKey()).contains(Secret.ofText("0123456789abcdef"));
        Credential identity = credentials.get(1);
        assertThat(identity.usage()).contains(CredentialUsage.IDENTITY_CERTIFICATE);
        assertThat(identity.subject()).isEqualTo(new Subject.Device(DEVICE));
        List<X509Certificate> chain = certificates(identity);
        assertThat(chain).hasSize(2).last().isEqualTo(files.identityAuthority.certificate());
        assertThat(chain.get(0).getPublicKey()).isEqualTo(keys.getPublic());
        assertThat(OcfIdentity.deviceIdOf(chain.get(0))).contains(DEVICE);
        assertThat(chain.get(0).getExtendedKeyUsage())
                .containsExactlyInAnyOrder("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2", "1.3.6.1.4.1.44924.1.6");
        Credential anchor = credentials.get(2);
        assertThat(anchor.usage()).contains(CredentialUsage.TRUST_ANCHOR);
        assertThat(anchor.subject()).isEqualTo(new Subject.Device(OWNER));
        assertThat(certificates(anchor)).containsExactly(files.serviceRoot.certificate());
    }

    @Test
    void the_access_rules_are_for_owner_discovery_and_hub() throws Exception {
        Response response = send(connection, get(ACLS));

        assertThat(response.getCode()).isEqualTo(ResponseCode.CONTENT);
        AclsAnswer answer = AclsAnswer.CODEC.decode(response.getPayload());
        assertThat(answer.entries())
                .hasSize(3)
                .allSatisfy(its -> assertThat(its.tag()).contains("dps"));
        assertThat(answer.entries().get(0).resources()).hasSize(7);
        assertThat(response.getPayload().length).isLessThan(641);
    }

    @Test
    void owner_and_hub_may_do_everything_and_who_is_not_encrypted_only_read_what_the_device_is() throws Exception {
        List<AccessControlEntry> entries = AclsAnswer.CODEC
                .decode(send(connection, get(ACLS)).getPayload())
                .entries();

        assertThat(entries)
                .extracting(AccessControlEntry::subject)
                .containsExactly(
                        new AceSubject.DeviceSubject(OWNER),
                        new AceSubject.ConnectionSubject(ConnectionType.ANON_CLEAR),
                        new AceSubject.DeviceSubject(HUB));
        assertThat(entries)
                .extracting(AccessControlEntry::permissions)
                .containsExactly(Permission.all(), Set.of(Permission.RETRIEVE), Permission.all());
        assertThat(resources(entries.get(0)))
                .containsExactlyInAnyOrder(
                        "/CoapCloudConfResURI",
                        "/oic/sec/sp",
                        "/oc/con",
                        "/oc/swu",
                        "/oic/mnt",
                        "/x.plgd.dev/time",
                        "everything");
        assertThat(resources(entries.get(1)))
                .containsExactlyInAnyOrder("/oic/d", "/oic/p", "/oic/res", "/oic/sec/sdi", "/oic/sec/doxm");
        assertThat(resources(entries.get(2)))
                .containsExactlyInAnyOrder("/oc/con", "/oc/swu", "/oic/mnt", "/x.plgd.dev/time", "everything");
    }

    @Test
    void without_a_shared_key_of_the_group_there_are_two_credentials(@TempDir Path elsewhere) throws Exception {
        ServiceDirectory keyless = new ServiceDirectory(elsewhere);

        try (ProvisioningService its = ProvisioningService.start(keyless.config());
                Visitor device =
                        new Visitor(its, keyless.factory.device("device 1").mint())) {
            Response response = send(
                    device.connect(),
                    post(CREDENTIALS, Visitor.credentialsRequest(DEVICE, EcKeys.generate(EcCurve.P256))));

            assertThat(CredentialsAnswer.CODEC.decode(response.getPayload()).credentials())
                    .extracting(Credential::usage)
                    .containsExactly(
                            Optional.of(CredentialUsage.IDENTITY_CERTIFICATE),
                            Optional.of(CredentialUsage.TRUST_ANCHOR));
        }
    }

    @Test
    void an_answer_comes_in_the_format_that_was_asked_for() {
        var request = get(OWNERSHIP);
        request.getOptions().setAccept(60);

        assertThat(send(connection, request).getOptions().getContentFormat()).isEqualTo(60);
    }

    @Test
    void a_whole_provisioning_fits_one_connection_and_is_remembered() {
        send(connection, get(OWNERSHIP));
        send(connection, post(CLOUD, Visitor.cloudRequest(DEVICE)));
        send(connection, post(CREDENTIALS, Visitor.credentialsRequest(DEVICE, EcKeys.generate(EcCurve.P256))));
        Response last = send(connection, get(ACLS));

        assertThat(last.getCode()).isEqualTo(ResponseCode.CONTENT);
        assertThat(OcfOptions.isCbor(last)).isTrue();
    }

    private static List<String> resources(AccessControlEntry entry) {
        return entry.resources().stream()
                .map(its -> its instanceof AceResource.Href named
                        ? named.href()
                        : its.equals(new AceResource.Wildcard(WildcardKind.ALL, List.of("*")))
                                ? "everything"
                                : "" + its)
                .toList();
    }

    private static List<X509Certificate> certificates(Credential credential) throws Exception {
        return Pem.certificates(credential.publicData().map(PublicData::text).orElseThrow());
    }
}
