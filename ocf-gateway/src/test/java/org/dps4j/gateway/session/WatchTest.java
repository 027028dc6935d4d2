package org.dps4j.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.dps4j.gateway.shadow.ShadowLimits;
import org.dps4j.gateway.shadow.Shadows;
import org.dps4j.loop.VirtualLoop;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborWriter;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.coap.ObservationEndedException;
import org.dps4j.protocol.payload.link.LinkPolicy;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.Test;

/** The watch over a device whose line takes two requests to wait. */
class WatchTest {

    private static final UUID DEVICE = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10");
    private static final String LINKS = "GET /oic/res?if=oic.if.ll";
    private static final String BATCH = "GET /oic/res?if=oic.if.b observe";
    private static final byte[] NOTHING = new MapWriter().toBytes();
    private static final byte[] NO_BATCH = {0x61};

    private final VirtualLoop loop = new VirtualLoop(1);
    private final Shadows shadows = new Shadows(new ShadowLimits(10, 1_000));
    private final FakeConnection connection = new FakeConnection(loop, DEVICE);
    private final DeviceLine line = new DeviceLine(connection, Duration.ofSeconds(20), 2);
    private final Watch watch = new Watch(DEVICE, line, shadows, loop);

    @Test
    void all_links_are_observed_one_by_one_however_few_requests_may_wait() throws Exception {
        publish(6);
        watch.start();
        connection.last().code(ResponseCode.NOT_IMPLEMENTED);
        connection.last().code(ResponseCode.NOT_IMPLEMENTED);

        for (int link = 0; link < 6; link++) {
            connection.last().observed(NOTHING);
        }

        assertThat(connection.lines())
                .containsExactly(
                        LINKS,
                        BATCH,
                        "GET /0 observe",
                        "GET /1 observe",
                        "GET /2 observe",
                        "GET /3 observe",
                        "GET /4 observe",
                        "GET /5 observe");
    }

    @Test
    void commands_find_room_while_links_are_observed_one_by_one() throws Exception {
        publish(6);
        watch.start();
        connection.last().code(ResponseCode.NOT_IMPLEMENTED);
        connection.last().code(ResponseCode.NOT_IMPLEMENTED);

        ask("command");
        connection.last().observed(NOTHING);

        assertThat(connection.lines()).endsWith("GET /0 observe", "GET /command");
    }

    @Test
    void a_link_that_is_not_answered_keeps_none_of_the_others_from_being_observed() throws Exception {
        publish(2);
        watch.start();
        connection.last().code(ResponseCode.NOT_IMPLEMENTED);
        connection.last().code(ResponseCode.NOT_IMPLEMENTED);

        loop.advance(Duration.ofSeconds(20));

        assertThat(connection.lines()).containsExactly(LINKS, BATCH, "GET /0 observe", "GET /1 observe");
    }

    @Test
    void a_device_is_watched_again_however_many_commands_wait_for_it() throws Exception {
        publish(1);
        watch.start();
        connection.last().content(CborWriter.write(new CborArray(List.of())));
        connection.last().observed(CborWriter.write(new CborArray(List.of())));
        connection.last().listener.ended(new ObservationEndedException(new Response(ResponseCode.SERVICE_UNAVAILABLE)));
        loop.advance(Duration.ofSeconds(29));
        ask("a");
        ask("b");
        ask("c");
        loop.advance(Duration.ofSeconds(1));

        connection.last().content(NOTHING);
        connection.last().content(NOTHING);
        connection.last().content(NOTHING);

        assertThat(connection.lines()).endsWith("GET /a", "GET /b", "GET /c", LINKS);
    }

    @Test
    void links_that_are_observed_one_by_one_are_not_observed_twice_when_the_device_ends_its_unusable_batch()
            throws Exception {
        publish(1);
        watch.start();
        connection.last().code(ResponseCode.NOT_IMPLEMENTED);
        FakeConnection.Asked batch = connection.last();
        batch.observed(NO_BATCH);
        connection.last().observed(NOTHING);

        batch.listener.ended(new ObservationEndedException(new Response(ResponseCode.SERVICE_UNAVAILABLE)));
        loop.advance(Duration.ofMinutes(1));

        assertThat(connection.lines()).containsExactly(LINKS, BATCH, "GET /0 observe");
    }

    @Test
    void links_that_are_unpublished_before_their_turn_are_not_asked_for() throws Exception {
        publish(1);
        watch.start();
        connection.last().code(ResponseCode.NOT_IMPLEMENTED);
        connection.last().code(ResponseCode.NOT_IMPLEMENTED);

        for (int link = 1; link < 6; link++) {
            replace(link - 1, link);
        }
        connection.last().observed(NOTHING);

        assertThat(connection.lines()).containsExactly(LINKS, BATCH, "GET /0 observe", "GET /5 observe");
    }

    @Test
    void a_link_that_was_gone_is_observed_when_it_is_published_again() throws Exception {
        publish(1);
        watch.start();
        connection.last().code(ResponseCode.NOT_IMPLEMENTED);
        connection.last().code(ResponseCode.NOT_IMPLEMENTED);
        connection.last().code(ResponseCode.NOT_FOUND);

        publish(1);
        watch.published(List.of("/0"));

        assertThat(connection.lines()).containsExactly(LINKS, BATCH, "GET /0 observe", "GET /0 observe");
    }

    @Test
    void links_that_are_not_published_any_more_are_not_observed_any_more() throws Exception {
        publish(1);
        watch.start();
        connection.last().code(ResponseCode.NOT_IMPLEMENTED);
        connection.last().code(ResponseCode.NOT_IMPLEMENTED);
        connection.last().observed(NOTHING);

        for (int link = 1; link < 6; link++) {
            replace(link - 1, link);
            connection.last().observed(NOTHING);
        }

        assertThat(connection.asked.stream()
                        .filter(asked -> asked.listener != null && !asked.cancelled)
                        .map(FakeConnection.Asked::line))
                .containsExactly(BATCH, "GET /5 observe");
        replace(5, 0);
        assertThat(connection.lines()).endsWith("GET /0 observe");
    }

    private void replace(int old, int fresh) throws Exception {
        shadows.unpublish(DEVICE, List.of("/" + old));
        shadows.publish(DEVICE, List.of(link(fresh)));
        watch.published(List.of("/" + fresh));
    }

    private void publish(int links) throws Exception {
        shadows.register(DEVICE, "1", loop.now());
        shadows.publish(
                DEVICE, IntStream.range(0, links).mapToObj(WatchTest::link).toList());
    }

    private static ResourceLink link(int number) {
        return ResourceLink.of(
                "ocf://" + DEVICE, "/" + number, List.of("x"), List.of("oic.if.rw"), Set.of(LinkPolicy.OBSERVABLE));
    }

    private void ask(String path) {
        Request request = new Request(Code.GET);
        request.getOptions().setUriPath(path);
        CompletionStage<Response> unused = line.ask(request);
    }
}
