package org.dps4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.dps4j.service.Visitor.CLOUD;
import static org.dps4j.service.Visitor.CREDENTIALS;
import static org.dps4j.service.Visitor.OWNERSHIP;
import static org.dps4j.service.Visitor.get;
import static org.dps4j.service.Visitor.post;
import static org.dps4j.service.Visitor.send;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.dps4j.program.StartException;
import org.dps4j.program.config.StoreSettings;
import org.dps4j.protocol.coap.CloseReason;
import org.dps4j.protocol.coap.CoapConnection;
import org.dps4j.protocol.payload.link.LinkEndpoint;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.dps4j.protocol.pki.EcCurve;
import org.dps4j.protocol.pki.EcKeys;
import org.dps4j.protocol.pki.OcfIdentity;
import org.dps4j.service.config.ServiceConfig;
import org.dps4j.service.record.ProvisioningRecord;
import org.dps4j.service.record.RecordStore;
import org.dps4j.service.record.Step;
import org.dps4j.service.store.EmbeddedStore;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.pki.PrivateKeyFormat;
import org.dps4j.testkit.pki.TestCertificate;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** From start to close, with records in a file. */
@Timeout(60)
class LifeIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterEachTest();

    private static final UUID DEVICE = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10");

    @TempDir
    Path directory;

    private ServiceDirectory files;
    private String withFile;

    @BeforeEach
    void mint() {
        files = new ServiceDirectory(directory);
        withFile = files.yaml().replace("file: memory", "file: data/records");
    }

    @Test
    void what_a_device_did_outlives_the_service_without_a_secret() throws Exception {
        TestCertificate device = files.factory.device("device 1").mint();
        CompletableFuture<Request> asked = new CompletableFuture<>();

        try (ProvisioningService service = ProvisioningService.start(files.config(withFile));
                Visitor visitor = new Visitor(service, device, answeringDiscovery(asked))) {
            CoapConnection connection = visitor.connect();
            send(connection, get(OWNERSHIP));
            send(connection, post(CLOUD, Visitor.cloudRequest(DEVICE)));
            send(connection, post(CLOUD, new byte[] {(byte) 0xa0}));
            Request discovery = Visitor.await(asked);
            assertThat(discovery.getOptions().getUriQuery()).containsExactly("if=oic.if.ll", "rt=oic.wk.d");
            Visitor.await(connection.ping(Duration.ofSeconds(5)));
        }

        try (RecordStore store = EmbeddedStore.open(directory.resolve("data/records"))) {
            ProvisioningRecord record =
                    store.find(OcfIdentity.manufacturerUuid(device.publicKey())).orElseThrow();
            assertThat(record.deviceIds()).containsExactly(DEVICE);
            assertThat(record.owner()).isEqualTo("1");
            assertThat(record.attestation().orElseThrow().commonName()).isEqualTo("device 1");
            assertThat(record.steps()).containsOnlyKeys(Step.OWNERSHIP, Step.CLOUD);
            assertThat(record.steps().get(Step.OWNERSHIP).code()).isEqualTo(69);
            assertThat(record.steps().get(Step.CLOUD).code()).isEqualTo(128);
            assertThat(record.steps().get(Step.CLOUD).message()).contains("di");
            assertThat(record.localEndpoints()).containsExactly("coaps://10.0.0.7:5684");
        }
    }

    @Test
    void a_device_that_does_not_say_where_it_is_is_provisioned_all_the_same() throws Exception {
        CoapResource silent = new CoapResource("") {
            @Override
            public org.eclipse.californium.core.server.resources.Resource getChild(String name) {
                return new CoapResource(name) {
                    @Override
                    public void handleRequest(Exchange exchange) {
                        assertThat(exchange).isNotNull();
                    }
                };
            }
        };

        try (ProvisioningService service = ProvisioningService.start(files.config());
                Visitor visitor = new Visitor(service, files.factory.device("d").mint(), silent)) {
            CoapConnection connection = visitor.connect();
            send(connection, get(OWNERSHIP));

            assertThat(send(connection, post(CLOUD, Visitor.cloudRequest(DEVICE)))
                            .getCode())
                    .isEqualTo(ResponseCode.CHANGED);
        }
    }

    @Test
    void a_service_that_stops_says_good_bye() throws Exception {
        ProvisioningService service = ProvisioningService.start(files.config());
        try (Visitor visitor = new Visitor(service, files.factory.device("d").mint())) {
            CoapConnection connection = visitor.connect();
            send(connection, get(OWNERSHIP));

            service.close();

            assertThat(Visitor.await(connection.closed().toCompletableFuture()))
                    .isInstanceOf(CloseReason.ReleasedByPeer.class);
        } finally {
            service.close();
        }
    }

    @Test
    void a_service_that_stops_answers_what_it_took() throws Exception {
        ProvisioningService service = ProvisioningService.start(files.config());
        try (Visitor visitor = new Visitor(service, files.factory.device("d").mint())) {
            CoapConnection connection = visitor.connect();
            CompletableFuture<Response> credentials = connection.send(
                    post(CREDENTIALS, Visitor.credentialsRequest(DEVICE, EcKeys.generate(EcCurve.P256))),
                    Duration.ofSeconds(5));
            send(connection, get(OWNERSHIP));

            service.close();

            assertThat(Visitor.await(credentials).getCode()).isEqualTo(ResponseCode.CHANGED);
        } finally {
            service.close();
        }
    }

    @Test
    void a_busy_port_is_named_and_nothing_stays_behind() throws Exception {
        try (ProvisioningService first = ProvisioningService.start(files.config())) {
            int coap = first.coapAddress().getPort();
            int http = first.httpAddress().getPort();

            assertThatThrownBy(() -> ProvisioningService.start(
                            files.config(files.yaml().replaceFirst("127.0.0.1:0", "127.0.0.1:" + coap))))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("coap.address: port " + coap)
                    .hasMessageNotContaining("\n");
            assertThatThrownBy(() -> ProvisioningService.start(files.config(files.yaml()
                            .replace("http:\n  address: 127.0.0.1:0", "http:\n  address: 127.0.0.1:" + http))))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("http.address: port " + http);
        }
    }

    @Test
    void files_that_cannot_be_used_are_named() {
        files.write("server-key.pem", files.serviceRoot.withKey().privateKeyPem(PrivateKeyFormat.PKCS8));
        assertStartFails("server-key.pem: expected the key of the first certificate in");

        files.write("server-key.pem", files.server.privateKeyPem(PrivateKeyFormat.ENCRYPTED_PKCS8));
        assertStartFails("server-key.pem: expected a private key without a password");

        files.write("server-key.pem", files.server.privateKeyPem(PrivateKeyFormat.PKCS8));
        files.write("server.pem", "no certificate");
        assertStartFails("server.pem: ");

        files.write("server.pem", files.server.chainPem());
        files.write("identity-ca-key.pem", "garbage");
        assertStartFails("identity-ca-key.pem: ");

        files.write("identity-ca-key.pem", files.server.privateKeyPem(PrivateKeyFormat.PKCS8));
        assertStartFails("identity-ca-key.pem: expected the key of the first certificate in");

        files.write("identity-ca-key.pem", files.identityAuthority.withKey().privateKeyPem(PrivateKeyFormat.PKCS8));
        files.write("identity-ca.pem", files.identityAuthority.pem());
        assertStartFails("identity-ca.pem: the chain ends at 'CN=Identity CA', which is no root");

        files.write("identity-ca.pem", files.identityAuthority.pem() + files.serviceRoot.pem());
        files.write("factory.pem", files.factory.pem());
        assertStartFails("factory.pem: enrollment group");
    }

    @Test
    void a_store_whose_parts_are_missing_is_named_and_nobody_waits_for_it() {
        Path broken = (Path) Proxy.newProxyInstance(
                Path.class.getClassLoader(), new Class<?>[] {Path.class}, (path, method, arguments) -> {
                    throw new NoClassDefFoundError("a/part/of/the/store");
                });
        ServiceConfig told = files.config();
        ServiceConfig config = new ServiceConfig(
                told.coap(),
                told.http(),
                told.crypto(),
                told.authority(),
                told.tokens(),
                new StoreSettings.EmbeddedFile(broken),
                told.groups(),
                told.hubs());

        assertThatThrownBy(() -> ProvisioningService.start(config).close())
                .isInstanceOf(StartException.class)
                .hasMessage("store.file: cannot be opened: java.lang.NoClassDefFoundError: a/part/of/the/store");
    }

    @Test
    void a_key_that_may_not_be_read_is_named() throws Exception {
        Path key = directory.resolve("identity-ca-key.pem");
        Files.setPosixFilePermissions(key, Set.of());
        assumeThat(Files.isReadable(key)).as("root reads everything").isFalse();

        assertThatThrownBy(() -> files.config()).hasMessageContaining("identity-ca-key.pem");
    }

    @Test
    void a_key_is_read_once_so_a_running_service_does_without_its_file() throws Exception {
        try (ProvisioningService service = ProvisioningService.start(files.config());
                Visitor visitor = new Visitor(service, files.factory.device("d").mint())) {
            Files.delete(directory.resolve("identity-ca-key.pem"));
            Files.delete(directory.resolve("data/token-key.pem"));
            CoapConnection connection = visitor.connect();

            assertThat(send(connection, post(CLOUD, Visitor.cloudRequest(DEVICE)))
                            .getCode())
                    .isEqualTo(ResponseCode.CHANGED);
            assertThat(send(
                                    connection,
                                    post(
                                            CREDENTIALS,
                                            Visitor.credentialsRequest(DEVICE, EcKeys.generate(EcCurve.P256))))
                            .getCode())
                    .isEqualTo(ResponseCode.CHANGED);
        }
    }

    private void assertStartFails(String expected) {
        assertThatThrownBy(() -> ProvisioningService.start(files.config()).close())
                .isInstanceOf(StartException.class)
                .hasMessageContaining(expected)
                .hasMessageNotContaining("\n");
    }

    private static CoapResource answeringDiscovery(CompletableFuture<Request> asked) {
        CoapResource root = new CoapResource("");
        root.add(new CoapResource("oic").add(new CoapResource("res") {
            @Override
            public void handleRequest(Exchange exchange) {
                Response response = new Response(ResponseCode.CONTENT);
                response.setPayload(ResourceLink.LIST_CODEC.encode(List.of(new ResourceLink(
                        Optional.empty(),
                        "/oic/d",
                        List.of("oic.wk.d"),
                        List.of("oic.if.baseline"),
                        Set.of(),
                        List.of(new LinkEndpoint(URI.create("coaps://10.0.0.7:5684"), OptionalInt.empty())),
                        List.of(),
                        OptionalLong.empty()))));
                exchange.sendResponse(response);
                asked.complete(exchange.getRequest());
            }
        }));
        return root;
    }
}
