package org.dps4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dps4j.service.Visitor.CLOUD;
import static org.dps4j.service.Visitor.CREDENTIALS;
import static org.dps4j.service.Visitor.OWNERSHIP;
import static org.dps4j.service.Visitor.get;
import static org.dps4j.service.Visitor.post;
import static org.dps4j.service.Visitor.send;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.protocol.coap.CoapConnection;
import org.dps4j.protocol.pki.EcCurve;
import org.dps4j.protocol.pki.EcKeys;
import org.dps4j.service.authority.AuthorityException;
import org.dps4j.service.authority.CertificateAuthority;
import org.dps4j.service.record.RecordStoreException;
import org.dps4j.service.token.TokenUnavailableException;
import org.dps4j.testkit.leak.LeakCheck;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What devices meet while something behind the service is down. */
@Timeout(60)
class OutageIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterEachTest();

    private static final UUID DEVICE = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10");
    private static final Throwable DOWN = new IllegalStateException("down");

    private final BackedService service = new BackedService();

    @Test
    void without_its_authority_a_device_is_told_when_to_ask_again() throws Exception {
        service.authority =
                (request, id) -> CompletableFuture.failedFuture(new AuthorityException.Unavailable("down", DOWN));

        Response answer = answerTo(credentials());

        assertThat(answer.getPayloadString()).isEqualTo("the certificate authority is not available");
        assertThat(answer.getOptions().getMaxAge()).isEqualTo(10);
    }

    @Test
    void without_tokens_a_device_is_told_when_to_ask_again() throws Exception {
        service.tokens = (owner, id) -> CompletableFuture.failedFuture(new TokenUnavailableException("down", DOWN));

        Response answer = answerTo(post(CLOUD, Visitor.cloudRequest(DEVICE)));

        assertThat(answer.getPayloadString()).isEqualTo("the token issuer is not available");
        assertThat(answer.getOptions().getMaxAge()).isEqualTo(10);
    }

    @Test
    void without_records_a_device_whose_id_they_bind_is_told_when_to_ask_again() throws Exception {
        service.records = new BackedService.Forgetful() {
            @Override
            public CompletionStage<UUID> claim(UUID deviceId, UUID recordId) {
                return CompletableFuture.failedFuture(new RecordStoreException("down", DOWN));
            }
        };

        Response answer = answerTo(credentials());

        assertThat(answer.getPayloadString()).isEqualTo("the provisioning records are not available");
        assertThat(answer.getOptions().getMaxAge()).isEqualTo(5);
    }

    @Test
    void an_authority_that_never_answers_is_an_outage_and_keeps_no_other_step_waiting() throws Exception {
        service.authority = (request, id) -> new CompletableFuture<>();
        service.answerLimit = Duration.ofMillis(200);

        Response answer = answerTo(credentials());

        assertThat(answer.getPayloadString()).isEqualTo("no answer from behind the service within 200 ms");
        assertThat(answer.getOptions().getMaxAge()).isEqualTo(10);
    }

    @Test
    void while_one_device_waits_for_an_authority_that_never_answers_fifty_others_get_their_certificates()
            throws Exception {
        CertificateAuthority local = service.authority;
        service.authority = (request, id) -> id.equals(DEVICE) ? new CompletableFuture<>() : local.issue(request, id);

        try (BackedService running = service) {
            running.start();
            try (Visitor visitor = running.visitor("device 1")) {
                CompletableFuture<Response> hanging = visitor.connect().send(credentials(), Duration.ofSeconds(10));
                CoapConnection another = visitor.connect();
                for (int device = 0; device < 50; device++) {
                    Request request = post(
                            CREDENTIALS, Visitor.credentialsRequest(UUID.randomUUID(), EcKeys.generate(EcCurve.P256)));
                    assertThat(send(another, request).getCode()).isEqualTo(ResponseCode.CHANGED);
                }
                assertThat(hanging).isNotDone();
            }
        }
    }

    private Response answerTo(Request request) throws Exception {
        try (BackedService running = service) {
            running.start();
            try (Visitor visitor = running.visitor("device 1")) {
                CoapConnection connection = visitor.connect();
                Response answer = send(connection, request);
                assertThat(answer.getCode()).isEqualTo(ResponseCode.SERVICE_UNAVAILABLE);
                assertThat(send(connection, get(OWNERSHIP)).getCode()).isEqualTo(ResponseCode.CONTENT);
                return answer;
            }
        }
    }

    private static Request credentials() {
        return post(CREDENTIALS, Visitor.credentialsRequest(DEVICE, EcKeys.generate(EcCurve.P256)));
    }
}
