package org.dps4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.dps4j.service.Visitor.ACLS;
import static org.dps4j.service.Visitor.CLOUD;
import static org.dps4j.service.Visitor.CREDENTIALS;
import static org.dps4j.service.Visitor.OWNERSHIP;
import static org.dps4j.service.Visitor.TIME;
import static org.dps4j.service.Visitor.get;
import static org.dps4j.service.Visitor.post;
import static org.dps4j.service.Visitor.send;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dps4j.program.StartException;
import org.dps4j.protocol.coap.CloseReason;
import org.dps4j.protocol.coap.CoapConnection;
import org.dps4j.protocol.pki.EcCurve;
import org.dps4j.protocol.pki.EcKeys;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Devices that come by DTLS over UDP. */
@Timeout(30)
class DatagramIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterEachTest();

    private static final UUID DEVICE = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10");

    @TempDir
    Path directory;

    private ServiceDirectory files;

    @BeforeEach
    void mint() {
        files = new ServiceDirectory(directory);
    }

    @Test
    void a_device_gets_everything_and_is_counted_beside_one_that_comes_by_tcp() throws Exception {
        try (ProvisioningService service = start("");
                Visitor tcp =
                        new Visitor(service, files.factory.device("device 1").mint());
                Visitor udp = visitor(service, files.factory.device("device 2").mint())) {
            tcp.connect();
            CoapConnection connection = udp.connect();

            assertThat(send(connection, get(TIME)).getCode()).isEqualTo(ResponseCode.CONTENT);
            assertThat(send(connection, nonConfirmable(get(OWNERSHIP))).getCode())
                    .isEqualTo(ResponseCode.CONTENT);
            assertThat(send(connection, post(CLOUD, Visitor.cloudRequest(DEVICE)))
                            .getCode())
                    .isEqualTo(ResponseCode.CHANGED);
            Response credentials = send(
                    connection, post(CREDENTIALS, Visitor.credentialsRequest(DEVICE, EcKeys.generate(EcCurve.P256))));
            assertThat(credentials.getCode()).isEqualTo(ResponseCode.CHANGED);
            assertThat(credentials.getPayloadSize()).as("more than one block").isGreaterThan(1_024);
            assertThat(send(connection, get(ACLS)).getCode()).isEqualTo(ResponseCode.CONTENT);
            assertThat(HttpText.get(service, "/health"))
                    .contains("\"connections.accepted\":2", "\"connections.open\":2", "\"connections.open.dtls\":1");
        }
    }

    @Test
    void without_an_address_nobody_listens() throws Exception {
        try (ProvisioningService service = ProvisioningService.start(files.config())) {
            assertThat(service.dtlsAddress()).isEmpty();
            assertThat(HttpText.get(service, "/health")).contains("\"connections.open.dtls\":0");
        }
    }

    @Test
    void a_device_of_another_manufacturer_is_refused_at_the_handshake() throws Exception {
        TestCertificate foreign =
                TestPki.root("Somebody").mint().device("device").mint();
        try (ProvisioningService service = start("");
                Visitor visitor = visitor(service, foreign)) {
            assertThat(visitor.tryTime())
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .withMessageContaining("the service refused our certificate");
            assertThat(HttpText.get(service, "/health")).contains("\"connections.failed\":1");
        }
    }

    @Test
    void an_address_has_no_more_associations_than_it_may_have_and_the_next_one_is_told() throws Exception {
        try (ProvisioningService service = start("  maxConnectionsPerAddress: 1\n");
                Visitor visitor =
                        visitor(service, files.factory.device("device 1").mint())) {
            CoapConnection first = visitor.connect();

            assertThat(visitor.tryTime())
                    .failsWithin(2, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .withMessageContaining("DTLS alert internal_error");
            assertThat(HttpText.get(service, "/health")).contains("\"connections.beyond.address\":1");

            first.close();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> HttpText.get(service, "/health").contains("\"connections.open.dtls\":0"));
            assertThat(send(visitor.connect(), get(OWNERSHIP)).getCode()).isEqualTo(ResponseCode.CONTENT);
        }
    }

    @Test
    void a_service_that_stops_answers_what_it_took_and_says_good_bye() throws Exception {
        ProvisioningService service = start("");
        try (Visitor visitor = visitor(service, files.factory.device("device 1").mint())) {
            CoapConnection connection = visitor.connect();
            CompletableFuture<Response> credentials = connection.send(
                    post(CREDENTIALS, Visitor.credentialsRequest(DEVICE, EcKeys.generate(EcCurve.P256))),
                    Duration.ofSeconds(5));
            send(connection, get(OWNERSHIP));

            service.close();

            assertThat(Visitor.await(credentials).getCode()).isEqualTo(ResponseCode.CHANGED);
            assertThat(Visitor.await(connection.closed().toCompletableFuture()))
                    .isInstanceOf(CloseReason.ClosedByPeer.class);
        } finally {
            service.close();
        }
    }

    @Test
    void a_busy_port_is_named_and_nothing_stays_behind() throws Exception {
        try (ProvisioningService first = start("")) {
            int port = first.dtlsAddress().orElseThrow().getPort();

            assertThatThrownBy(() -> ProvisioningService.start(files.config(
                            files.yaml().replaceFirst("coap:\n", "coap:\n  dtlsAddress: 127.0.0.1:" + port + "\n"))))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("coap.dtlsAddress: port " + port)
                    .hasMessageNotContaining("\n");
        }
    }

    /** As the reference's device sends most of its requests. */
    private static Request nonConfirmable(Request request) {
        request.setConfirmable(false);
        return request;
    }

    private ProvisioningService start(String more) throws StartException {
        String yaml = files.yaml().replaceFirst("coap:\n", "coap:\n  dtlsAddress: 127.0.0.1:0\n" + more);
        return ProvisioningService.start(files.config(yaml));
    }

    private static Visitor visitor(ProvisioningService service, TestCertificate device) {
        return Visitor.byDtls(service, device, new CoapResource(""));
    }
}
