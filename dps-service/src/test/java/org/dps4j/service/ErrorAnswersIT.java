package org.dps4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dps4j.service.Visitor.ACLS;
import static org.dps4j.service.Visitor.CLOUD;
import static org.dps4j.service.Visitor.CREDENTIALS;
import static org.dps4j.service.Visitor.OWNERSHIP;
import static org.dps4j.service.Visitor.TIME;
import static org.dps4j.service.Visitor.get;
import static org.dps4j.service.Visitor.post;
import static org.dps4j.service.Visitor.request;
import static org.dps4j.service.Visitor.send;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dps4j.protocol.coap.CoapConnection;
import org.dps4j.protocol.payload.credential.CredentialsRequest;
import org.dps4j.protocol.pki.CertificateSigningRequest;
import org.dps4j.protocol.pki.EcCurve;
import org.dps4j.protocol.pki.EcKeys;
import org.dps4j.testkit.leak.LeakCheck;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a device is told when it asks for something that it cannot have. */
@Timeout(60)
class ErrorAnswersIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterClass();

    private static final UUID DEVICE = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10");

    @TempDir
    static Path directory;

    private static ProvisioningService service;
    private static Visitor visitor;
    private static CoapConnection connection;

    @BeforeAll
    static void one_connection_for_all_mistakes() throws Exception {
        ServiceDirectory files = new ServiceDirectory(directory);
        service = ProvisioningService.start(files.config());
        visitor = new Visitor(service, files.factory.device("device 1").mint());
        connection = visitor.connect();
    }

    @AfterAll
    static void close() {
        visitor.close();
        service.close();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("another path", () -> get("x.plgd.dev/tim"), ResponseCode.NOT_FOUND),
                mistake("half a path", () -> get("api/v1/provisioning"), ResponseCode.NOT_FOUND),
                mistake("a path below a resource", () -> get(TIME + "/x"), ResponseCode.NOT_FOUND),
                mistake(
                        "POST for GET",
                        () -> post(OWNERSHIP, new byte[] {(byte) 0xa0}),
                        ResponseCode.METHOD_NOT_ALLOWED),
                mistake("GET for POST", () -> get(CLOUD), ResponseCode.METHOD_NOT_ALLOWED),
                mistake("DELETE", () -> request(Code.DELETE, ACLS), ResponseCode.METHOD_NOT_ALLOWED),
                mistake("FETCH", () -> request(Code.FETCH, TIME), ResponseCode.METHOD_NOT_ALLOWED),
                mistake("Accept JSON", () -> accepting(get(TIME), 50), ResponseCode.NOT_ACCEPTABLE),
                mistake(
                        "Accept text for credentials",
                        () -> accepting(post(CREDENTIALS, credentials()), 0),
                        ResponseCode.NOT_ACCEPTABLE),
                mistake(
                        "JSON as content",
                        () -> ofFormat(post(CREDENTIALS, credentials()), 50),
                        ResponseCode.UNSUPPORTED_CONTENT_FORMAT),
                mistake("no payload", () -> request(Code.POST, CLOUD), ResponseCode.BAD_REQUEST),
                mistake("no CBOR", () -> post(CLOUD, bytes("ff")), ResponseCode.BAD_REQUEST),
                mistake("a list", () -> post(CLOUD, bytes("80")), ResponseCode.BAD_REQUEST),
                mistake("no device id", () -> post(CLOUD, bytes("a0")), ResponseCode.BAD_REQUEST),
                mistake(
                        "a device id that is none",
                        () -> post(CLOUD, bytes("a162646961 78".replace(" ", ""))),
                        ResponseCode.BAD_REQUEST),
                mistake("cut short", () -> post(CREDENTIALS, cut(credentials())), ResponseCode.BAD_REQUEST),
                mistake("a CSR that is none", () -> post(CREDENTIALS, csr("hello")), ResponseCode.BAD_REQUEST),
                mistake("a CSR that was altered", () -> post(CREDENTIALS, csr(forged())), ResponseCode.BAD_REQUEST),
                mistake(
                        "a CSR for another name",
                        () -> post(CREDENTIALS, csr(named("device 1"))),
                        ResponseCode.BAD_REQUEST),
                mistake(
                        "a CSR for the hub",
                        () -> post(CREDENTIALS, csr(named("uuid:" + ServiceDirectory.HUB))),
                        ResponseCode.FORBIDDEN),
                mistake(
                        "the id of the hub",
                        () -> post(CLOUD, Visitor.cloudRequest(UUID.fromString(ServiceDirectory.HUB))),
                        ResponseCode.FORBIDDEN));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void a_mistake_gets_its_code_and_the_connection_stays_usable(
            String name, Supplier<Request> request, ResponseCode expected) {
        Response response = send(connection, request.get());

        assertThat(response.getCode()).isEqualTo(expected);
        assertThat(response.getOptions().asSortedList()).isEmpty();
        assertThat(response.getPayloadString())
                .hasSizeLessThan(200)
                .doesNotContain("org.dps4j", "java.", "Exception", "BEGIN");
        assertThat(send(connection, get(TIME)).getCode()).isEqualTo(ResponseCode.CONTENT);
    }

    private static Arguments mistake(String name, Supplier<Request> request, ResponseCode expected) {
        return Arguments.of(name, request, expected);
    }

    private static Request accepting(Request request, int format) {
        request.getOptions().setAccept(format);
        return request;
    }

    private static Request ofFormat(Request request, int format) {
        request.getOptions().setContentFormat(format);
        return request;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] cut(byte[] whole) {
        return java.util.Arrays.copyOf(whole, whole.length - 1);
    }

    private static byte[] credentials() {
        return Visitor.credentialsRequest(DEVICE, EcKeys.generate(EcCurve.P256));
    }

    private static byte[] csr(String pem) {
        return CredentialsRequest.CODEC.encode(new CredentialsRequest(Optional.of(DEVICE), pem, Optional.empty()));
    }

    private static String named(String commonName) {
        try {
            return CertificateSigningRequest.create(EcKeys.generate(EcCurve.P256), commonName)
                    .toPem();
        } catch (org.dps4j.protocol.pki.CsrException e) {
            throw new AssertionError(e);
        }
    }

    /** A request whose name was exchanged after it was signed. */
    private static String forged() {
        byte[] der =
                java.util.Base64.getMimeDecoder().decode(named("uuid:" + DEVICE).replaceAll("-----.*-----", ""));
        String text = new String(der, StandardCharsets.ISO_8859_1).replace("5e1f0d1c", "5e1f0d1d");
        return "-----BEGIN CERTIFICATE REQUEST-----\n"
                + java.util.Base64.getMimeEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1))
                + "\n-----END CERTIFICATE REQUEST-----\n";
    }
}
