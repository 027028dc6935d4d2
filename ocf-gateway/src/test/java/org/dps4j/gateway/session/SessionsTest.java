package org.dps4j.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.dps4j.gateway.session.Command.Method;
import org.dps4j.gateway.shadow.Presence.State;
import org.dps4j.gateway.shadow.ResourceShadow;
import org.dps4j.gateway.shadow.ShadowLimits;
import org.dps4j.gateway.shadow.Shadows;
import org.dps4j.loop.VirtualLoop;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborWriter;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.coap.CloseReason;
import org.dps4j.protocol.coap.ObservationEndedException;
import org.dps4j.protocol.payload.link.LinkPolicy;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Presence, the watch over a device, its line and its commands, in virtual time. */
class SessionsTest {

    private static final UUID DEVICE = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String LINKS = "GET /oic/res?if=oic.if.ll";
    private static final String BATCH = "GET /oic/res?if=oic.if.b observe";

    private final VirtualLoop loop = new VirtualLoop(1);
    private final Shadows shadows = new Shadows(new ShadowLimits(10, 1_000));
    private final Sessions sessions = new Sessions(shadows, loop, new SessionLimits(MINUTE, Duration.ofSeconds(20), 2));
    private final Commands commands = new Commands(sessions, shadows, loop, 2);
    private final FakeConnection connection = new FakeConnection(loop, DEVICE);

    @BeforeEach
    void a_registered_device_with_two_links() throws Exception {
        shadows.register(DEVICE, "1", loop.now());
        shadows.publish(DEVICE, List.of(link("/light/1", LinkPolicy.OBSERVABLE), link("/still")));
    }

    @Test
    void who_does_not_sign_in_within_a_minute_is_let_go() {
        sessions.connected(connection);

        loop.advance(MINUTE.minusSeconds(1));
        assertThat(connection.closed).isNotDone();
        loop.advance(Duration.ofSeconds(1));

        assertThat(connection.closed).isCompletedWithValue(new CloseReason.ClosedByUs());
    }

    @Test
    void a_sign_in_ends_at_its_time_unless_it_is_renewed() {
        signIn(connection, Duration.ofHours(1));
        loop.advance(Duration.ofMinutes(50));
        sessions.signIn(DeviceSession.of(connection), "1", loop.now().plus(Duration.ofHours(1)));
        loop.advance(Duration.ofMinutes(59));
        assertThat(connection.closed).isNotDone();

        loop.advance(Duration.ofMinutes(1));

        assertThat(connection.closed).isDone();
    }

    @Test
    void a_renewed_sign_in_watches_nothing_anew() {
        signIn(connection, Duration.ofHours(1));
        assertThat(connection.lines()).containsExactly(LINKS);

        sessions.signIn(DeviceSession.of(connection), "1", loop.now().plus(Duration.ofHours(2)));
        loop.advance(Duration.ofSeconds(1));

        assertThat(connection.lines()).containsExactly(LINKS);
    }

    @Test
    void the_late_end_of_an_older_connection_changes_nothing() {
        FakeConnection newer = new FakeConnection(loop, DEVICE);
        signIn(connection, Duration.ofHours(1));
        signIn(newer, Duration.ofHours(1));
        assertThat(connection.closed).isDone();

        sessions.closed(connection, new CloseReason.ClosedByUs());

        assertThat(state()).isEqualTo(State.ONLINE);
        sessions.closed(newer, new CloseReason.ClosedByPeer());
        assertThat(state()).isEqualTo(State.OFFLINE);
    }

    @Test
    void a_sign_in_that_comes_after_the_end_of_its_connection_is_none() {
        sessions.connected(connection);
        connection.hangUp();
        sessions.closed(connection, new CloseReason.ClosedByPeer());

        sessions.signIn(DeviceSession.of(connection), "1", loop.now().plus(MINUTE));

        assertThat(state()).isEqualTo(State.OFFLINE);
        assertThat(sessions.count()).isZero();
    }

    @Test
    void a_sign_in_that_comes_while_its_connection_is_being_closed_leaves_the_newer_one_alone() {
        FakeConnection newer = new FakeConnection(loop, DEVICE);
        connection.takesToClose(Duration.ofSeconds(1));
        signIn(connection, Duration.ofHours(1));
        signIn(newer, Duration.ofHours(1));

        sessions.signIn(DeviceSession.of(connection), "1", loop.now().plus(Duration.ofHours(1)));
        loop.advance(Duration.ofSeconds(1));
        sessions.closed(connection, new CloseReason.ClosedByUs());

        assertThat(newer.closed).isNotDone();
        assertThat(state()).isEqualTo(State.ONLINE);
    }

    @Test
    void a_batch_brings_everything_and_changes_later() {
        signIn(connection, Duration.ofHours(1));
        connection.last().content(links(true, "/light/1", "/still"));
        assertThat(connection.lines()).containsExactly(LINKS, BATCH);

        connection.last().observed(batch(item("/light/1", 1), item("ocf://" + DEVICE + "/still", 2)));
        connection.last().listener.notified(FakeConnection.contentOf(batch(item("/light/1", 3))));
        connection.last().listener.notified(FakeConnection.contentOf(batch(empty("/still"))));
        connection.last().listener.notified(FakeConnection.contentOf(new byte[] {0x61}));

        assertThat(value("/light/1")).contains("a1616e03");
        assertThat(value("/still")).isEmpty();
        assertThat(connection.lines()).hasSize(2);
    }

    @Test
    void links_the_device_no_longer_has_are_unpublished() {
        signIn(connection, Duration.ofHours(1));

        connection.last().content(links(true, "/light/1"));

        assertThat(shadows.find(DEVICE).orElseThrow().published()).containsExactly("/light/1");
    }

    @Test
    void a_device_that_cannot_list_its_links_keeps_them() {
        signIn(connection, Duration.ofHours(1));

        connection.last().code(ResponseCode.INTERNAL_SERVER_ERROR);

        assertThat(shadows.find(DEVICE).orElseThrow().published()).containsExactly("/light/1", "/still");
        assertThat(connection.lines()).containsExactly(LINKS, BATCH);
    }

    @Test
    void without_a_batch_each_link_is_observed_or_read_one_after_the_other() throws Exception {
        signIn(connection, Duration.ofHours(1));
        connection.last().content(links(true, "/light/1", "/still"));
        connection.last().content(batch());
        assertThat(connection.lines()).containsExactly(LINKS, BATCH, "GET /light/1 observe");

        connection.last().observed(new MapWriter().integer("n", 1).toBytes());
        assertThat(connection.lines()).endsWith("GET /light/1 observe", "GET /still");
        connection.last().code(ResponseCode.NOT_FOUND);

        assertThat(value("/light/1")).contains("a1616e01");
        assertThat(shadows.find(DEVICE).orElseThrow().published()).containsExactly("/light/1");
        shadows.publish(DEVICE, List.of(link("/new", LinkPolicy.OBSERVABLE)));
        sessions.published(DeviceSession.of(connection), List.of("/new"));
        assertThat(connection.lines()).endsWith("GET /new observe");
    }

    @Test
    void a_device_that_says_it_has_no_batch_is_not_asked_for_one() {
        signIn(connection, Duration.ofHours(1));

        connection.last().content(links(false, "/light/1", "/still"));

        assertThat(connection.lines()).containsExactly(LINKS, "GET /light/1 observe");
    }

    @Test
    void an_observation_the_device_ends_is_made_again_a_while_later() {
        signIn(connection, Duration.ofHours(1));
        connection.last().content(links(true, "/light/1", "/still"));
        connection.last().observed(batch());

        connection.last().listener.ended(new ObservationEndedException(new Response(ResponseCode.SERVICE_UNAVAILABLE)));
        loop.advance(Duration.ofSeconds(29));
        assertThat(connection.lines()).containsExactly(LINKS, BATCH);
        loop.advance(Duration.ofSeconds(1));

        assertThat(connection.lines()).containsExactly(LINKS, BATCH, LINKS);
    }

    @Test
    void a_device_is_asked_one_thing_at_a_time() {
        online();
        CompletableFuture<CommandResult> first = send(read("/a"));
        CompletableFuture<CommandResult> second = send(read("/b"));
        CompletableFuture<CommandResult> third = send(read("/c"));
        CompletableFuture<CommandResult> fourth = send(read("/d"));
        assertThat(connection.lines()).endsWith(BATCH, "GET /a");
        refused(fourth, ResponseCode.SERVICE_UNAVAILABLE);

        connection.last().content(new MapWriter().integer("n", 1).toBytes());
        assertThat(first.join().code()).isEqualTo(ResponseCode.CONTENT);
        loop.advance(Duration.ofSeconds(20));

        refused(second, ResponseCode.GATEWAY_TIMEOUT);
        assertThat(connection.lines()).endsWith("GET /a", "GET /b", "GET /c");
        connection.last().code(ResponseCode.NOT_FOUND);
        assertThat(third.join().code()).isEqualTo(ResponseCode.NOT_FOUND);
    }

    @Test
    void what_waits_fails_when_the_device_goes() {
        online();
        CompletableFuture<CommandResult> asked = send(read("/a"));
        CompletableFuture<CommandResult> waiting = send(read("/b"));

        connection.hangUp();
        sessions.closed(connection, new CloseReason.ClosedByPeer());

        refused(asked, ResponseCode.SERVICE_UNAVAILABLE);
        refused(waiting, ResponseCode.SERVICE_UNAVAILABLE);
    }

    @Test
    void commands_wait_for_a_device_as_long_as_their_senders_do() {
        CompletableFuture<CommandResult> patient = send(read("/a"), Duration.ofSeconds(30));
        CompletableFuture<CommandResult> hasty = send(read("/b"), Duration.ofSeconds(5));
        CompletableFuture<CommandResult> tooMany = send(read("/c"), Duration.ofSeconds(30));
        CompletableFuture<CommandResult> atOnce = send(read("/d"));
        refused(tooMany, ResponseCode.SERVICE_UNAVAILABLE);
        refused(atOnce, ResponseCode.SERVICE_UNAVAILABLE);
        loop.advance(Duration.ofSeconds(5));
        refused(hasty, ResponseCode.SERVICE_UNAVAILABLE);

        signIn(connection, Duration.ofHours(1));

        assertThat(connection.lines()).startsWith("GET /a");
        connection.asked.get(0).code(ResponseCode.CONTENT);
        assertThat(patient.join().content()).isEmpty();
    }

    @Test
    void a_device_that_is_removed_is_let_go_and_gets_nothing_more() {
        online();
        CompletableFuture<CommandResult> waiting = send(read("/a"));

        shadows.remove(DEVICE);
        loop.advance(Duration.ofSeconds(1));

        assertThat(connection.closed).isDone();
        assertThat(connection.asked.get(1).cancelled).isTrue();
        refused(send(read("/b")), ResponseCode.NOT_FOUND);
        assertThat(waiting).isNotDone();
    }

    @Test
    void a_device_that_is_removed_while_each_link_is_about_to_be_observed_is_let_go() throws Exception {
        observingEach();

        shadows.remove(DEVICE);
        loop.advance(Duration.ofSeconds(1));

        assertThat(connection.closed).isDone();
        assertThat(DeviceSession.of(connection).owner()).isEmpty();
        assertThat(connection.lines()).hasSize(2);
    }

    @Test
    void a_device_that_comes_again_while_each_link_is_about_to_be_observed_is_watched_on_its_new_connection()
            throws Exception {
        observingEach();
        FakeConnection newer = new FakeConnection(loop, DEVICE);

        signIn(newer, Duration.ofHours(1));

        assertThat(connection.closed).isDone();
        assertThat(newer.lines()).containsExactly(LINKS);
        assertThat(state()).isEqualTo(State.ONLINE);
    }

    /** The first observation has no answer yet, and the next one waits for its turn. */
    private void observingEach() throws Exception {
        shadows.publish(DEVICE, List.of(link("/light/2", LinkPolicy.OBSERVABLE)));
        shadows.unpublish(DEVICE, List.of("/still"));
        signIn(connection, Duration.ofHours(1));
        connection.last().content(links(false, "/light/1", "/light/2"));
        assertThat(connection.lines()).containsExactly(LINKS, "GET /light/1 observe");
    }

    private void online() {
        signIn(connection, Duration.ofHours(1));
        connection.last().content(links(true, "/light/1", "/still"));
        connection.last().observed(batch());
    }

    private void signIn(FakeConnection on, Duration howLong) {
        sessions.connected(on);
        sessions.signIn(DeviceSession.of(on), "1", loop.now().plus(howLong));
        loop.advance(Duration.ofMillis(1));
    }

    private CompletableFuture<CommandResult> send(Command command) {
        return send(command, Duration.ZERO);
    }

    private CompletableFuture<CommandResult> send(Command command, Duration patience) {
        CompletableFuture<CommandResult> result =
                commands.send(DEVICE, command, patience).toCompletableFuture();
        loop.advance(Duration.ZERO);
        return result;
    }

    private static void refused(CompletableFuture<CommandResult> result, ResponseCode code) {
        assertThat(result).isCompletedExceptionally();
        assertThatThrownBy(result::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private State state() {
        return shadows.find(DEVICE).orElseThrow().presence().state();
    }

    private Optional<String> value(String href) {
        return shadows.find(DEVICE)
                .flatMap(device -> device.resource(href))
                .flatMap(ResourceShadow::representation)
                .map(said -> said.cbor().toString());
    }

    private static Command read(String href) {
        return new Command(Method.RETRIEVE, href, Optional.empty(), Optional.empty());
    }

    private static ResourceLink link(String href, LinkPolicy... policy) {
        return ResourceLink.of("ocf://" + DEVICE, href, List.of("x"), List.of("oic.if.rw"), Set.of(policy));
    }

    private static byte[] links(boolean batch, String... hrefs) {
        List<ResourceLink> links = new java.util.ArrayList<>();
        for (String href : hrefs) {
            links.add(link(href, LinkPolicy.OBSERVABLE));
        }
        links.add(ResourceLink.of(
                "ocf://" + DEVICE,
                "/oic/res",
                List.of("oic.wk.res"),
                batch ? List.of("oic.if.ll", "oic.if.b") : List.of("oic.if.ll"),
                Set.of(LinkPolicy.OBSERVABLE)));
        return ResourceLink.LIST_CODEC.encode(links);
    }

    private static byte[] batch(CborValue... items) {
        return CborWriter.write(new CborArray(List.of(items)));
    }

    private static CborValue item(String href, int number) {
        return new MapWriter()
                .text("href", href)
                .value("rep", new MapWriter().integer("n", number).toMap())
                .toMap();
    }

    private static CborValue empty(String href) {
        return new MapWriter()
                .text("href", href)
                .value("rep", new MapWriter().toMap())
                .toMap();
    }
}
