package org.dps4j.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dps4j.gateway.GatewayDirectory.OWNER;
import static org.dps4j.gateway.ScriptedDevice.DIRECTORY;
import static org.dps4j.gateway.ScriptedDevice.expect;
import static org.dps4j.gateway.ScriptedDevice.post;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborText;
import org.dps4j.protocol.cbor.CborWriter;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.coap.CloseReason;
import org.dps4j.protocol.coap.ConnectionClosedException;
import org.dps4j.protocol.coap.RequestTimeoutException;
import org.dps4j.protocol.payload.account.SignUpAnswer;
import org.dps4j.protocol.payload.link.LinkPolicy;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.pki.KeyPurpose;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.dps4j.testkit.pki.TestTls;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Devices that mean no good, or are broken: they get their answer or their end, and others are served all the same. */
@Timeout(60)
class HostileDeviceIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterEachTest();

    private static final UUID ID = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10");
    private static final UUID OTHER = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f11");
    private static final String LIGHT = "/api/v1/devices/" + ID + "/resources/light/1";

    @TempDir
    Path directory;

    private GatewayDirectory files;
    private Gateway gateway;
    private ScriptedDevice device;
    private HttpCaller http;

    @BeforeEach
    void start() throws Exception {
        files = new GatewayDirectory(directory);
        gateway = Gateway.start(files.config(files.yaml() + "devices:\n  requestTimeout: 2s\n  maxResources: 20\n"));
        http = new HttpCaller(gateway);
        device = new ScriptedDevice(gateway, ID, files.device(ID));
    }

    @AfterEach
    void stop() {
        device.close();
        gateway.close();
    }

    @Test
    void only_identity_certificates_of_the_trusted_authority_are_let_in() {
        assertRefused(TestPki.root("Stranger").mint().identity(ID).mint());
        assertRefused(files.identities.identity(ID).expired().mint());
        assertRefused(files.identities
                .identity(ID)
                .purposes(KeyPurpose.CLIENT_AUTH, KeyPurpose.OCF_IDENTITY)
                .mint());
        assertRefused(files.identities
                .identity(ID)
                .purposes(KeyPurpose.CLIENT_AUTH, KeyPurpose.SERVER_AUTH)
                .mint());
        assertRefused(files.identities.device("no uuid").mint());
    }

    @Test
    void a_device_cannot_publish_for_another_one() {
        device.join(files.token());

        expect(ResponseCode.BAD_REQUEST, device.publish(OTHER, device.resources.links()));
    }

    @Test
    void a_publication_is_bounded_in_links_and_in_bytes() throws Exception {
        device.join(files.token());
        List<ResourceLink> many =
                IntStream.range(0, 21).mapToObj(i -> link("/r/" + i)).toList();

        expect(ResponseCode.BAD_REQUEST, device.publish(many));
        expect(ResponseCode.BAD_REQUEST, device.publish(List.of(link("/" + "x".repeat(255)))));
        expect(
                ResponseCode.BAD_REQUEST,
                device.send(post(DIRECTORY, CborWriter.write(new CborText("x".repeat(70_000))))));

        assertThat(http.get("/api/v1/devices/" + ID).body())
                .contains("/light/1")
                .doesNotContain("/r/");
        CompletableFuture<Response> tooLarge =
                device.sending(post(DIRECTORY, CborWriter.write(new CborText("x".repeat(300_000)))));
        assertThat(tooLarge).failsWithin(Duration.ofSeconds(10));
    }

    @Test
    void a_link_too_large_to_be_stored_is_refused_and_those_of_others_are_stored() throws Exception {
        try (Gateway storing = Gateway.start(files.config(files.yamlWithFile()));
                ScriptedDevice hostile = new ScriptedDevice(storing, OTHER, files.device(OTHER));
                ScriptedDevice honest = new ScriptedDevice(storing, ID, files.device(ID))) {
            hostile.join(files.token());
            honest.join(files.token());

            expect(ResponseCode.BAD_REQUEST, hostile.send(post(DIRECTORY, publicationOfOneLink(OTHER, 65_536))));

            expect(ResponseCode.CHANGED, honest.publish(List.of(link("/new"))));
        }
    }

    /** As large as a body may be, in a link that lacks what is added to it. */
    private static byte[] publicationOfOneLink(UUID id, int size) {
        int rest = size - publicationOfOneLink(id, "x".repeat(1_000)).length;
        byte[] body = publicationOfOneLink(id, "x".repeat(1_000 + rest));
        assertThat(body.length).isEqualTo(size);
        return body;
    }

    private static byte[] publicationOfOneLink(UUID id, String type) {
        CborValue link = new MapWriter()
                .text("href", "/big")
                .texts("rt", List.of("x".repeat(32_000), "x".repeat(32_000), type))
                .toMap();
        return new MapWriter()
                .uuid("di", id)
                .integer("ttl", 0)
                .value("links", new CborArray(List.of(link)))
                .toBytes();
    }

    @Test
    void an_answer_of_ten_megabytes_ends_its_connection_before_it_is_taken_in() throws Exception {
        try (ScriptedDevice other = new ScriptedDevice(gateway, OTHER, files.device(OTHER));
                Socket huge = TestTls.trustingEverybody(files.device(ID))
                        .getSocketFactory()
                        .createSocket(
                                InetAddress.getLoopbackAddress(),
                                gateway.coapAddress().getPort())) {
            other.join(files.token());
            byte[] beginning = HexFormat.of().parseHex("f8" + "00988000" + "45" + "0102030405060708" + "ff");

            huge.setSoTimeout(10_000);
            huge.getOutputStream().write(beginning);

            assertThat(readToEnd(huge)).isTrue();
            eventuallyOnline(OTHER);
        }
    }

    @Test
    void a_batch_that_cannot_be_read_changes_nothing() throws Exception {
        device.join(files.token());
        Awaitility.await()
                .untilAsserted(() -> assertThat(http.get(LIGHT).body()).contains("\"state\":false"));

        tell(new byte[] {(byte) 0x9f, 0x01});
        tell(CborWriter.write(
                new CborArray(List.of(item("ocf://" + OTHER + "/light/1", "stolen"), item("/light/1", "own")))));

        Awaitility.await()
                .untilAsserted(() -> assertThat(http.get(LIGHT).body()).contains("\"n\":\"own\""));
        assertThat(http.get("/api/v1/devices").body()).doesNotContain("stolen");
    }

    @Test
    void representations_are_bounded_for_each_device() throws Exception {
        device.join(files.token());
        Awaitility.await()
                .untilAsserted(() -> assertThat(http.get(LIGHT).body()).contains("\"state\":false"));

        tell(CborWriter.write(new CborArray(
                IntStream.range(0, 30).mapToObj(i -> item("/more/" + i, "x")).toList())));
        tell(CborWriter.write(new CborArray(List.of(item("/light/1", "last")))));

        Awaitility.await()
                .untilAsserted(() -> assertThat(http.get(LIGHT).body()).contains("\"n\":\"last\""));
        String known = http.get("/api/v1/devices/" + ID).body();
        assertThat(known.split("\"href\"", -1)).hasSizeLessThanOrEqualTo(21);
    }

    @Test
    void a_device_that_does_not_sign_in_is_let_go() throws Exception {
        try (Gateway brief =
                        Gateway.start(files.config(files.yaml().replace("coap:", "coap:\n  signInTimeout: 300ms")));
                ScriptedDevice idle = new ScriptedDevice(brief, OTHER, files.device(OTHER))) {
            idle.connect();

            assertThat(idle.closeReason()).isInstanceOf(CloseReason.ClosedByPeer.class);
        }
    }

    @Test
    void a_device_that_reads_nothing_is_pinged_and_then_offline() throws Exception {
        try (Gateway brief = Gateway.start(
                        files.config(files.yaml().replace("coap:", "coap:\n  inactivityTimeout: 300ms")));
                ScriptedDevice frozen = new ScriptedDevice(brief, OTHER, files.device(OTHER))) {
            HttpCaller caller = new HttpCaller(brief);
            frozen.join(files.token());
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(caller.get("/health").body()).contains("\"online\":1"));
            CompletableFuture<Void> thaw = new CompletableFuture<>();
            frozen.connection().loop().execute(thaw::join);

            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(caller.get("/health").body()).contains("\"online\":0"));
            thaw.complete(null);
        }
    }

    @Test
    void a_peer_that_speaks_no_tls_is_let_go_and_others_are_served() throws Exception {
        try (Socket stranger = new Socket(
                InetAddress.getLoopbackAddress(), gateway.coapAddress().getPort())) {
            OutputStream out = stranger.getOutputStream();
            out.write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            stranger.setSoTimeout(10_000);
            assertThat(readToEnd(stranger)).isTrue();
        }
        SignUpAnswer tokens = device.join(files.token());
        assertThat(tokens.userId()).isEqualTo(OWNER);
    }

    private void tell(byte[] batch) {
        device.connection().loop().execute(() -> device.resources.notifyBatch(batch));
    }

    private static boolean readToEnd(Socket socket) {
        try {
            while (socket.getInputStream().read() >= 0) {
                continue;
            }
            return true;
        } catch (IOException reset) {
            return !(reset instanceof SocketTimeoutException);
        }
    }

    private void assertRefused(TestCertificate certificate) {
        try (ScriptedDevice stranger = new ScriptedDevice(gateway, ID, certificate)) {
            CompletableFuture<Response> answer = CompletableFuture.supplyAsync(() -> {
                stranger.connect();
                return stranger.trySignUp(ID, files.token());
            });
            assertThat(answer)
                    .failsWithin(Duration.ofSeconds(15))
                    .withThrowableOfType(ExecutionException.class)
                    .havingRootCause()
                    .isNotInstanceOf(RequestTimeoutException.class)
                    .isInstanceOf(ConnectionClosedException.class);
        }
    }

    private void eventuallyOnline(UUID id) {
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(http.get("/api/v1/devices/" + id).body())
                                .contains("\"online\":true", "\"state\":false"));
    }

    private ResourceLink link(String href) {
        return ResourceLink.of("ocf://" + ID, href, List.of("x"), List.of("oic.if.r"), Set.of(LinkPolicy.DISCOVERABLE));
    }

    private static CborValue item(String href, String name) {
        return new MapWriter()
                .text("href", href)
                .value("rep", new MapWriter().text("n", name).toMap())
                .toMap();
    }
}
