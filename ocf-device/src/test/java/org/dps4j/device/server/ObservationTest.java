package org.dps4j.device.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.dps4j.device.resource.AnswerCode;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceInterface;
import org.dps4j.device.resource.ResourceMethod;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.security.access.Requester;
import org.dps4j.loop.Cancellable;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborBytes;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborValue.CborText;
import org.dps4j.protocol.cbor.CborWriter;
import org.dps4j.protocol.cbor.MapWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObservationTest {

    private static final String[] EVERYTHING = {
        "/oic/p", "/x.plgd.dev/time", "/oc/con", "/oic/d", "/oc/wk/introspection", "/light/1"
    };
    private static final CborMap EMPTY = new MapWriter().toMap();

    private OpenDevice open;
    private final List<ResourceAnswer> told = new ArrayList<>();
    private boolean on;

    @BeforeEach
    void open_a_device_with_a_light() {
        open = new OpenDevice();
        open.resources.add(Resource.at("/light/1")
                .type("core.light")
                .onGet(request -> new MapWriter().truth("state", on).toMap())
                .onPost(request -> {
                    on = request.members().truth("state");
                    return ResourceAnswer.changed();
                })
                .build());
        open.loop.runUntilIdle();
    }

    @Test
    void an_observer_gets_the_first_answer_and_one_notification_for_each_change() {
        observe(ResourceRequest.get("/light/1", OpenDevice.CLOUD));
        switchLight(true);
        switchLight(true);

        assertThat(told).extracting(ResourceAnswer::code).containsOnly(AnswerCode.CONTENT);
        assertThat(told)
                .extracting(answer -> answer.body().orElseThrow())
                .containsExactly(light(false), light(true), light(true));
    }

    @Test
    void changes_that_come_together_are_told_together_after_the_answer() {
        observe(batch());
        told.clear();
        List<String> order = new ArrayList<>();
        var unused = open.resources
                .answer(ResourceRequest.post(
                        "/oc/con", new MapWriter().text("n", "renamed").toMap(), OpenDevice.CLOUD))
                .thenAccept(answer -> order.add("answered after " + told.size()));
        open.loop.runUntilIdle();

        assertThat(order).containsExactly("answered after 0");
        assertThat(told).hasSize(1);
        assertThat(hrefs(told.get(0))).containsExactly("/oc/con", "/oic/d");
    }

    @Test
    void a_cancelled_observation_tells_nothing_more() {
        Cancellable observation = observe(ResourceRequest.get("/light/1", OpenDevice.CLOUD));
        observation.cancel();
        switchLight(true);

        assertThat(told).hasSize(1);
    }

    @Test
    void a_refused_write_notifies_nobody() {
        observe(batch());
        told.clear();

        open.ask(ResourceRequest.post("/light/1", EMPTY, OpenDevice.CLOUD));
        open.ask(ResourceRequest.post(
                "/light/1", new MapWriter().truth("state", true).toMap(), Requester.UNNAMED));

        assertThat(told).isEmpty();
    }

    @Test
    void resources_that_are_closed_follow_their_device_no_more() {
        observe(batch());
        told.clear();

        open.resources.close();
        open.update(state -> state.withName("renamed"));

        assertThat(told).isEmpty();
    }

    @Test
    void the_program_says_itself_that_something_changed() {
        observe(ResourceRequest.get("/light/1", OpenDevice.CLOUD));
        on = true;
        open.resources.changed("/light/1");
        open.loop.runUntilIdle();

        assertThat(told).hasSize(2);
        assertThat(told.get(1).body()).contains(light(true));
    }

    @Test
    void an_observer_who_loses_the_right_is_told_so_and_nothing_more() {
        observe(ResourceRequest.get("/light/1", OpenDevice.CLOUD));
        open.update(state -> state.takeOwnership(state.platform().id()));
        switchLight(true);

        assertThat(told).extracting(ResourceAnswer::code).containsExactly(AnswerCode.CONTENT, AnswerCode.UNAUTHORIZED);
    }

    @Test
    void an_observer_of_what_is_removed_is_told_that_it_is_not_there() {
        observe(ResourceRequest.get("/light/1", OpenDevice.CLOUD));
        open.resources.remove("/light/1");
        open.loop.runUntilIdle();

        assertThat(told).extracting(ResourceAnswer::code).containsExactly(AnswerCode.CONTENT, AnswerCode.NOT_FOUND);
    }

    @Test
    void what_cannot_be_observed_is_answered_once() {
        open.resources.add(Resource.at("/sensor")
                .type("x.sensor")
                .unobservable()
                .onGet(request -> EMPTY)
                .build());
        observe(ResourceRequest.get("/sensor", OpenDevice.CLOUD));
        open.resources.changed("/sensor");
        open.loop.runUntilIdle();

        assertThat(told).hasSize(1);
        assertThat(open.resources.isObservable("/sensor")).isFalse();
    }

    @Test
    void the_batch_has_everything_that_may_be_read_and_nothing_of_security() {
        assertThat(hrefs(open.ask(batch()))).containsExactly(EVERYTHING);
        assertThat(hrefs(open.ask(batch().by(Requester.UNNAMED))))
                .containsExactly("/oic/p", "/x.plgd.dev/time", "/oic/d");
    }

    @Test
    void an_item_has_address_types_representation_and_tag() {
        CborMap item = items(open.ask(batch())).get(EVERYTHING.length - 1);

        assertThat(item.members().get("href"))
                .isEqualTo(new CborText("ocf://" + open.device.state().id() + "/light/1"));
        assertThat(item.members().get("rep")).isEqualTo(light(false));
        assertThat(item.members().keySet()).containsExactly("href", "rt", "rep", "etag");
        assertThat(((CborBytes) item.members().get("etag")).bytes().size()).isEqualTo(8);
    }

    @Test
    void a_resource_without_members_shows_its_type_for_an_empty_map_would_say_that_it_is_gone() {
        open.resources.add(
                Resource.at("/bare").type("x.bare").onGet(request -> EMPTY).build());

        assertThat(items(open.ask(batch())).get(EVERYTHING.length).members().get("rep"))
                .isEqualTo(new MapWriter().texts("rt", List.of("x.bare")).toMap());
    }

    @Test
    void what_cannot_be_read_just_now_is_left_out_of_the_batch() {
        open.resources.add(Resource.at("/silent")
                .type("x.silent")
                .later(ResourceMethod.GET, request -> new CompletableFuture<>())
                .build());

        assertThat(hrefs(open.ask(batch()))).containsExactly(EVERYTHING);
    }

    @Test
    void an_observer_of_the_batch_hears_what_changes_comes_and_goes() {
        observe(batch());
        told.clear();

        switchLight(true);
        open.resources.add(
                Resource.at("/new").type("x.new").onGet(request -> light(true)).build());
        open.loop.runUntilIdle();
        open.resources.remove("/new");
        open.loop.runUntilIdle();

        assertThat(told).hasSize(3);
        assertThat(hrefs(told.get(0))).containsExactly("/light/1");
        assertThat(hrefs(told.get(1))).containsExactly("/new");
        assertThat(hrefs(told.get(2))).containsExactly("/new");
        assertThat(isGone(items(told.get(2)).get(0))).isTrue();
    }

    @Test
    void an_observer_of_the_batch_sees_what_new_access_rules_show_and_hide() {
        observe(batch());
        told.clear();
        open.update(state -> state.takeOwnership(state.platform().id()));
        open.update(state -> OpenDevice.allow(state));

        assertThat(told).hasSize(2);
        assertThat(items(told.get(0)))
                .filteredOn(ObservationTest::isGone)
                .extracting(ObservationTest::href)
                .containsExactly("/light/1", "/oc/con", "/oc/wk/introspection");
        assertThat(hrefs(told.get(1))).contains("/oic/d", "/light/1", "/oc/con");
    }

    /** By the two bytes of an empty map of indefinite length, the only ones that a hub understands. */
    private static boolean isGone(CborMap item) {
        return Bytes.copyOf(CborWriter.write(item.members().get("rep"))).equals(Bytes.ofHex("bfff"));
    }

    @Test
    void an_observer_of_the_list_hears_of_new_resources_only() {
        observe(ResourceRequest.get("/oic/res", OpenDevice.CLOUD));
        switchLight(true);
        assertThat(told).hasSize(1);

        open.resources.add(
                Resource.at("/new").type("x.new").onGet(request -> EMPTY).build());
        open.loop.runUntilIdle();
        assertThat(told).hasSize(2);
    }

    @Test
    void who_has_the_latest_tag_of_a_resource_is_told_that_it_is_valid() {
        ResourceRequest request = ResourceRequest.get("/light/1", OpenDevice.CLOUD);
        Bytes tag = open.ask(request).entityTag().orElseThrow();

        assertThat(open.ask(request.having(List.of(tag))))
                .isEqualTo(ResourceAnswer.of(AnswerCode.VALID).withEntityTag(tag));

        switchLight(true);
        assertThat(open.ask(request.having(List.of(tag))).code()).isEqualTo(AnswerCode.CONTENT);
    }

    @Test
    void who_has_the_latest_tag_of_the_batch_is_told_that_it_is_valid_even_as_an_observer() {
        Bytes tag = open.ask(batch()).entityTag().orElseThrow();
        observe(batch().having(List.of(tag)));

        assertThat(told).containsExactly(ResourceAnswer.of(AnswerCode.VALID).withEntityTag(tag));
        switchLight(true);
        assertThat(hrefs(told.get(1))).containsExactly("/light/1");
        assertThat(told.get(1).entityTag()).isNotEqualTo(told.get(0).entityTag());
    }

    @Test
    void who_has_an_older_tag_gets_what_changed_since() {
        Bytes tag = open.ask(batch()).entityTag().orElseThrow();
        open.resources.changed("/oic/d");
        switchLight(true);
        String known = Base64.getUrlEncoder().withoutPadding().encodeToString(tag.toArray());

        ResourceAnswer news =
                open.ask(batch().having(List.of(Bytes.ofHex("ff"))).with("incChanges", "!," + known));

        assertThat(hrefs(news)).containsExactly("/oic/d", "/light/1");
        assertThat(hrefs(open.ask(batch().with("incChanges", "AAAA")))).containsExactly(EVERYTHING);
    }

    @Test
    void new_access_rules_make_every_tag_stale() {
        Bytes tag = open.ask(batch()).entityTag().orElseThrow();
        open.update(state -> OpenDevice.allow(state, "/oic/res", "/oic/d", "/oic/mnt"));

        assertThat(open.ask(batch().having(List.of(tag))).code()).isEqualTo(AnswerCode.CONTENT);
    }

    private Cancellable observe(ResourceRequest request) {
        Cancellable observation = open.resources.observe(request, told::add);
        open.loop.runUntilIdle();
        return observation;
    }

    private void switchLight(boolean state) {
        open.ask(ResourceRequest.post("/light/1", light(state), OpenDevice.CLOUD));
    }

    private static ResourceRequest batch() {
        return ResourceRequest.get("/oic/res", OpenDevice.CLOUD).through(ResourceInterface.BATCH);
    }

    private static CborMap light(boolean state) {
        return new MapWriter().truth("state", state).toMap();
    }

    private static List<CborMap> items(ResourceAnswer answer) {
        return ((CborArray) answer.body().orElseThrow())
                .items().stream().map(CborMap.class::cast).toList();
    }

    private static List<String> hrefs(ResourceAnswer answer) {
        return items(answer).stream().map(ObservationTest::href).toList();
    }

    private static String href(CborValue item) {
        String address = ((CborText) ((CborMap) item).members().get("href")).text();
        return address.substring(address.indexOf('/', "ocf://".length()));
    }
}
