package org.dps4j.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.dps4j.loop.VirtualLoop;
import org.dps4j.protocol.coap.ObservationEndedException;
import org.dps4j.protocol.coap.ObservationListener;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.Test;

class DeviceLineTest {

    private final VirtualLoop loop = new VirtualLoop(1);
    private final FakeConnection connection = new FakeConnection(loop, UUID.randomUUID());
    private final DeviceLine line = new DeviceLine(connection, Duration.ofSeconds(20), 3);

    @Test
    void closing_calls_off_the_observation_being_asked_for_and_sends_none_of_those_behind_it() {
        List<CompletableFuture<Response>> answers =
                Stream.of("a", "b", "c", "d").map(this::observe).toList();

        line.close();

        assertThat(connection.lines()).containsExactly("GET /a observe");
        assertThat(connection.last().cancelled).isTrue();
        assertThat(answers).allMatch(CompletableFuture::isCompletedExceptionally);
    }

    @Test
    void an_observation_that_is_over_is_not_kept_until_the_line_is_closed() {
        observe("ended");
        connection.last().observed(new byte[0]);
        connection.last().listener.ended(new ObservationEndedException(new Response(ResponseCode.NOT_FOUND)));
        observe("refused");
        connection.last().code(ResponseCode.FORBIDDEN);
        observe("read");
        connection.last().content(new byte[0]);
        observe("unanswered");
        loop.advance(Duration.ofSeconds(20));
        observe("observed");
        connection.last().observed(new byte[0]);

        line.close();

        assertThat(connection.asked.stream().filter(asked -> asked.cancelled).map(FakeConnection.Asked::line))
                .containsExactly("GET /observed observe");
    }

    private CompletableFuture<Response> observe(String path) {
        Request request = new Request(Code.GET);
        request.getOptions().setUriPath(path);
        ObservationListener ignoring = new ObservationListener() {
            @Override
            public void notified(Response notification) {}
        };
        return line.observe(request, ignoring).toCompletableFuture();
    }
}
