package org.dps4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dps4j.service.Visitor.ACLS;
import static org.dps4j.service.Visitor.CLOUD;
import static org.dps4j.service.Visitor.CREDENTIALS;
import static org.dps4j.service.Visitor.OWNERSHIP;
import static org.dps4j.service.Visitor.get;
import static org.dps4j.service.Visitor.post;
import static org.dps4j.service.Visitor.send;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.dps4j.protocol.coap.CoapConnection;
import org.dps4j.protocol.pki.EcCurve;
import org.dps4j.protocol.pki.EcKeys;
import org.dps4j.testkit.leak.LeakCheck;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Connections that take and never give. */
@Timeout(60)
class FloodIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterEachTest();

    private static final UUID DEVICE = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10");
    private static final byte[] BEGINNING_OF_A_HANDSHAKE = {0x16, 0x03, 0x03, 0x00, 0x61, 0x01};

    @TempDir
    Path directory;

    private final List<SocketChannel> flood = new ArrayList<>();
    private ServiceDirectory files;

    @BeforeEach
    void mint() {
        files = new ServiceDirectory(directory);
    }

    @AfterEach
    void end_the_flood() throws IOException {
        for (SocketChannel channel : flood) {
            channel.close();
        }
    }

    @Test
    void a_device_provisions_while_a_thousand_connections_never_finish_their_handshake() throws Exception {
        try (ProvisioningService service = ProvisioningService.start(files.config());
                Visitor visitor =
                        new Visitor(service, files.factory.device("device 1").mint())) {
            flood(service, 1000);
            CoapConnection connection = visitor.connect();

            assertThat(send(connection, get(OWNERSHIP)).getCode()).isEqualTo(ResponseCode.CONTENT);
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
            assertThat(send(connection, get(ACLS)).getCode()).isEqualTo(ResponseCode.CONTENT);
        }
    }

    @Test
    void handshakes_beyond_the_limit_are_closed_at_once_and_the_others_in_time() throws Exception {
        String narrow =
                files.yaml().replaceFirst("coap:\n", "coap:\n  maxOpenHandshakes: 10\n  handshakeTimeout: 1s\n");

        try (ProvisioningService service = ProvisioningService.start(files.config(narrow));
                Visitor visitor =
                        new Visitor(service, files.factory.device("device 1").mint())) {
            flood(service, 50);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> HttpText.get(service, "/health").contains("\"connections.failed\":50"));
            assertThat(HttpText.get(service, "/health")).contains("\"connections.beyond.handshakes\":40");
            assertThat(send(visitor.connect(), get(OWNERSHIP)).getCode()).isEqualTo(ResponseCode.CONTENT);
        }
    }

    @Test
    void an_address_has_no_more_connections_than_it_may_have() throws Exception {
        String narrow = files.yaml().replaceFirst("coap:\n", "coap:\n  maxConnectionsPerAddress: 10\n");

        try (ProvisioningService service = ProvisioningService.start(files.config(narrow));
                Visitor visitor =
                        new Visitor(service, files.factory.device("device 1").mint())) {
            flood(service, 15);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> HttpText.get(service, "/health").contains("\"connections.beyond.address\":5"));
            flood.get(0).close();
            Awaitility.await().until(() -> HttpText.get(service, "/health").contains("\"connections.failed\":6"));
            assertThat(send(visitor.connect(), get(OWNERSHIP)).getCode()).isEqualTo(ResponseCode.CONTENT);
        }
    }

    private void flood(ProvisioningService service, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(service.coapAddress());
            flood.add(channel);
            if (i % 2 == 0) {
                channel.write(ByteBuffer.wrap(BEGINNING_OF_A_HANDSHAKE));
            }
        }
    }
}
