package org.dps4j.protocol.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.dps4j.protocol.coap.Ends.SOON;
import static org.dps4j.protocol.coap.Ends.get;
import static org.dps4j.protocol.coap.Ends.next;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dps4j.testkit.leak.LeakCheck;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(20)
@ExtendWith(LeakCheck.class)
class ObservingIT {

    private final Ends ends = new Ends();

    @AfterEach
    void close() {
        ends.close();
    }

    @Test
    void no_notification_is_lost_that_follows_the_first_answer_at_once() {
        ends.serviceSide.root.add(new CoapResource("burst") {
            private int value;

            {
                setObservable(true);
            }

            @Override
            public void handleGET(CoapExchange exchange) {
                exchange.respond(ResponseCode.CONTENT, "v" + value);
                if (value < 3) {
                    value++;
                    CoapConnection.of(exchange).loop().execute(this::changed);
                }
            }
        });
        HeardNotifications observer = new HeardNotifications();

        Observation observation = ends.connect().observe(get("burst"), SOON, observer);

        assertThat(Ends.await(observation.first()).getPayloadString()).isEqualTo("v0");
        assertThat(List.of(next(observer.heard), next(observer.heard), next(observer.heard)))
                .containsExactly("v1", "v2", "v3");
    }

    @Test
    void both_ends_observe_each_other_at_the_same_time() {
        CoapConnection device = ends.connect();
        CoapConnection service = ends.accepted();
        HeardNotifications atDevice = new HeardNotifications();
        HeardNotifications atService = new HeardNotifications();
        Ends.await(device.observe(get("text"), SOON, atDevice).first());
        Ends.await(service.observe(get("text"), SOON, atService).first());

        ends.serviceSide.text.become("news of the service");
        ends.deviceSide.text.become("news of the device");

        assertThat(next(atDevice.heard)).isEqualTo("news of the service");
        assertThat(next(atService.heard)).isEqualTo("news of the device");
    }

    @Test
    void an_observation_takes_no_token_that_it_could_not_be_ended_with() {
        CoapConnection connection = ends.connect();
        Request request = get("text");
        request.setToken(new byte[] {2});

        assertThatThrownBy(() -> connection.observe(request, SOON, ignored -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("token");
        connection.close();
        assertThat(Ends.await(connection.closed())).isEqualTo(new CloseReason.ClosedByUs());
    }

    @Test
    void a_cancelled_observation_ends_at_both_ends() {
        HeardNotifications observer = new HeardNotifications();
        Observation observation = ends.connect().observe(get("text"), SOON, observer);
        Ends.await(observation.first());

        observation.cancel();

        await().until(() -> ends.serviceSide.text.getObserverCount() == 0);
        ends.serviceSide.text.become("unheard");
        assertThat(observer.heard).isEmpty();
        assertThat(observer.ended).isEmpty();
    }

    @Test
    void a_first_answer_that_nobody_waits_for_any_more_ends_its_observation_on_the_loop() {
        CoapConnection connection = ends.connect();
        List<Boolean> insideLoop = new CopyOnWriteArrayList<>();
        AtomicBoolean sent = new AtomicBoolean();
        Request request = new Request(Code.GET) {
            @Override
            public Token getToken() {
                if (sent.get()) {
                    insideLoop.add(connection.loop().inLoop());
                }
                return super.getToken();
            }
        };
        request.getOptions().setUriPath("silent");
        Observation observation = connection.observe(request, SOON, ignored -> {});
        await().until(() -> ends.serviceSide.silent.asked.size() == 1);
        sent.set(true);

        observation.first().cancel(false);

        await().until(() -> insideLoop.size() > 0 && request.isCanceled());
        assertThat(insideLoop).containsOnly(true);
    }

    @Test
    void an_observation_that_the_peer_ends_says_how() {
        HeardNotifications observer = new HeardNotifications();
        Ends.await(ends.connect().observe(get("text"), SOON, observer).first());

        ends.serviceSide.text.clearAndNotifyObserveRelations(ResponseCode.NOT_FOUND);

        assertThat(next(observer.ended))
                .isInstanceOf(ObservationEndedException.class)
                .hasMessageContaining("4.04");
    }
}
