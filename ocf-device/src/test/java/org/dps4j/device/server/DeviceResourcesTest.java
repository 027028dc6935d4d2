package org.dps4j.device.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.dps4j.device.resource.AnswerCode;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceDescription;
import org.dps4j.device.resource.ResourceInterface;
import org.dps4j.device.resource.ResourceMethod;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.resource.ResourcesListener;
import org.dps4j.device.security.access.Requester;
import org.dps4j.loop.Cancellable;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborValue.CborText;
import org.dps4j.protocol.cbor.CborWriter;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeviceResourcesTest {

    private static final CborMap ON = new MapWriter().truth("state", true).toMap();
    private static final CborMap OFF = new MapWriter().truth("state", false).toMap();

    private OpenDevice open;
    private boolean on;

    @BeforeEach
    void open_a_device_with_a_light() {
        open = new OpenDevice();
        open.resources.add(Resource.at("/light/1")
                .type("core.light")
                .interfaces(ResourceInterface.READ_WRITE, ResourceInterface.BASELINE)
                .onGet(request -> new MapWriter().truth("state", on).toMap())
                .onPost(request -> {
                    on = request.members().truth("state");
                    return ResourceAnswer.changed();
                })
                .build());
    }

    @Test
    void a_resource_of_ten_lines_is_read_and_written() {
        assertThat(open.get("/light/1").body()).contains(OFF);

        assertThat(post(ON).code()).isEqualTo(AnswerCode.CHANGED);

        assertThat(open.get("/light/1").code()).isEqualTo(AnswerCode.CONTENT);
        assertThat(open.get("/light/1").body()).contains(ON);
        assertThat(open.get("/light/1", "if=oic.if.rw").body()).contains(ON);
    }

    @Test
    void the_baseline_shows_type_and_interfaces_before_the_members_of_the_resource() {
        CborMap body =
                (CborMap) open.get("/light/1", "if=oic.if.baseline").body().orElseThrow();

        assertThat(body.members().keySet()).containsExactly("rt", "if", "state");
    }

    @Test
    void an_interface_that_is_not_offered_or_does_not_admit_the_method_is_forbidden() {
        assertThat(open.get("/light/1", "if=oic.if.r").code()).isEqualTo(AnswerCode.FORBIDDEN);
        assertThat(open.ask(ResourceRequest.post("/oic/d", ON, OpenDevice.CLOUD))
                        .code())
                .isEqualTo(AnswerCode.FORBIDDEN);
        assertThat(open.get("/light/1", "if=oic.if.nonsense").code()).isEqualTo(AnswerCode.CONTENT);
    }

    @Test
    void an_interface_is_refused_before_the_right_is() {
        ResourceRequest request = ResourceRequest.get("/light/1", Requester.UNNAMED);

        assertThat(open.ask(request).code()).isEqualTo(AnswerCode.UNAUTHORIZED);
        assertThat(open.ask(request.with("if", "oic.if.r")).code()).isEqualTo(AnswerCode.FORBIDDEN);
    }

    @Test
    void a_method_without_handler_and_a_path_without_resource_say_so() {
        assertThat(open.ask(ResourceRequest.delete("/light/1", OpenDevice.CLOUD))
                        .code())
                .isEqualTo(AnswerCode.METHOD_NOT_ALLOWED);
        assertThat(open.get("/nope").code()).isEqualTo(AnswerCode.NOT_FOUND);
    }

    @Test
    void a_body_that_cannot_be_used_is_a_bad_request_that_names_the_member() {
        ResourceAnswer answer = post(new MapWriter().text("state", "yes").toMap());

        assertThat(answer.code()).isEqualTo(AnswerCode.BAD_REQUEST);
        assertThat(answer.diagnostic())
                .hasValueSatisfying(why -> assertThat(why).contains("state", "true or false"));
        assertThat(post(new CborText("on")).code()).isEqualTo(AnswerCode.BAD_REQUEST);
        assertThat(on).isFalse();
    }

    @Test
    void a_resource_that_throws_is_an_internal_error_and_one_that_never_answers_is_unavailable() {
        open.resources.add(Resource.at("/throws")
                .type("x.throws")
                .onGet(request -> {
                    throw new IllegalStateException("broken on purpose");
                })
                .build());
        open.resources.add(Resource.at("/silent")
                .type("x.silent")
                .later(ResourceMethod.GET, request -> new CompletableFuture<>())
                .build());

        assertThat(open.get("/throws").code()).isEqualTo(AnswerCode.INTERNAL_SERVER_ERROR);
        assertThat(open.get("/silent").code()).isEqualTo(AnswerCode.SERVICE_UNAVAILABLE);
    }

    @Test
    void a_resource_that_answers_nothing_or_fails_with_an_error_is_an_internal_error() {
        open.resources.add(Resource.at("/nothing")
                .type("x.nothing")
                .onPost(request -> nothing())
                .later(ResourceMethod.GET, request -> CompletableFuture.completedFuture(nothing()))
                .build());
        open.resources.add(Resource.at("/error")
                .type("x.error")
                .onGet(request -> {
                    throw new AssertionError("broken on purpose");
                })
                .build());

        assertThat(open.get("/nothing").code()).isEqualTo(AnswerCode.INTERNAL_SERVER_ERROR);
        assertThat(open.ask(ResourceRequest.post("/nothing", ON, OpenDevice.CLOUD))
                        .code())
                .isEqualTo(AnswerCode.INTERNAL_SERVER_ERROR);
        assertThat(open.get("/error").code()).isEqualTo(AnswerCode.INTERNAL_SERVER_ERROR);
    }

    /** What a program without null checks may return. */
    @SuppressWarnings("NullAway")
    private static <T> T nothing() {
        return null;
    }

    @Test
    void a_resource_may_answer_later_and_from_another_thread() {
        CompletableFuture<ResourceAnswer> later = new CompletableFuture<>();
        open.resources.add(Resource.at("/later")
                .type("x.later")
                .later(ResourceMethod.GET, request -> later)
                .build());
        CompletableFuture<ResourceAnswer> answered =
                open.resources.answer(ResourceRequest.get("/later", OpenDevice.CLOUD));
        open.loop.execute(() -> assertThat(answered).isNotDone());
        open.loop.execute(() -> later.complete(ResourceAnswer.content(ON)));
        open.loop.runUntilIdle();

        assertThat(answered.join().body()).contains(ON);
    }

    @Test
    void a_late_refusal_of_a_body_is_a_bad_request_too() {
        open.resources.add(Resource.at("/later")
                .type("x.later")
                .later(
                        ResourceMethod.GET,
                        request -> CompletableFuture.failedFuture(new PayloadException("state", "true", "false")))
                .build());

        assertThat(open.get("/later").code()).isEqualTo(AnswerCode.BAD_REQUEST);
    }

    @Test
    void the_list_has_every_resource_and_points_to_itself() throws PayloadException {
        List<ResourceLink> links = links();

        assertThat(links).extracting(ResourceLink::href).contains("/oic/res", "/oic/d", "/oic/p", "/light/1");
        assertThat(links)
                .allSatisfy(link -> assertThat(link.anchor())
                        .contains("ocf://" + open.device.state().id()));
        assertThat(links)
                .filteredOn(link -> link.href().equals("/oic/res"))
                .singleElement()
                .satisfies(link -> assertThat(link.relations()).containsExactly("self"));
    }

    @Test
    void the_list_is_filtered_by_type_and_a_type_of_nobody_is_a_bad_request() throws PayloadException {
        assertThat(links("rt=core.light")).extracting(ResourceLink::href).containsExactly("/light/1");
        assertThat(links("rt=oic.wk.d", "rt=oic.wk.p")).hasSize(2);
        assertThat(open.get("/oic/res", "rt=oic.d.toaster").code()).isEqualTo(AnswerCode.BAD_REQUEST);
    }

    @Test
    void a_hidden_resource_answers_but_stands_in_no_list() throws PayloadException {
        open.resources.add(Resource.at("/hidden")
                .type("x.hidden")
                .hidden()
                .onGet(request -> ON)
                .build());

        assertThat(open.get("/hidden").code()).isEqualTo(AnswerCode.CONTENT);
        assertThat(links()).extracting(ResourceLink::href).doesNotContain("/hidden");
        assertThat(open.resources.published()).extracting(ResourceLink::href).doesNotContain("/hidden");
    }

    @Test
    void the_cloud_is_told_of_the_device_its_platform_its_name_and_what_the_application_adds() {
        assertThat(open.resources.published())
                .extracting(ResourceLink::href)
                .containsExactlyInAnyOrder("/oic/d", "/oic/p", "/oc/con", "/light/1");
    }

    @Test
    void who_listens_hears_what_comes_and_goes_from_then_on() {
        open.resources.add(Resource.at("/before").type("x.b").build());
        List<String> heard = new ArrayList<>();
        open.resources.addListener(new ResourcesListener() {
            @Override
            public void added(ResourceDescription resource) {
                heard.add("+" + resource.href());
            }

            @Override
            public void removed(ResourceDescription resource) {
                heard.add("-" + resource.href());
            }
        });

        open.resources.add(Resource.at("/a").type("x.a").onGet(request -> ON).build());
        open.resources.remove("/a");
        open.resources.remove("/a");
        open.loop.runUntilIdle();

        assertThat(heard).containsExactly("+/a", "-/a");
        assertThat(open.get("/a").code()).isEqualTo(AnswerCode.NOT_FOUND);
    }

    @Test
    void who_stops_listening_hears_nothing_more() {
        List<String> heard = new ArrayList<>();
        Cancellable listening = open.resources.addListener(new ResourcesListener() {
            @Override
            public void added(ResourceDescription resource) {
                heard.add(resource.href());
            }
        });

        open.resources.add(Resource.at("/a").type("x.a").build());
        listening.cancel();
        open.loop.runUntilIdle();

        assertThat(heard).isEmpty();
    }

    @Test
    void two_resources_cannot_have_one_path() {
        Resource again = Resource.at("/light/1").type("x.again").build();

        assertThatThrownBy(() -> open.resources.add(again)).hasMessageContaining("/light/1");
        assertThatThrownBy(() -> Resource.at("light").type("x").build()).hasMessageContaining("slash");
    }

    @Test
    void the_name_of_the_device_is_read_and_changed_at_its_configuration() throws PayloadException {
        ResourceAnswer renamed = open.ask(ResourceRequest.post(
                "/oc/con", new MapWriter().text("n", "renamed").toMap(), OpenDevice.CLOUD));

        assertThat(renamed)
                .isEqualTo(ResourceAnswer.changed(
                        new MapWriter().text("n", "renamed").toMap()));
        assertThat(MapReader.of(open.get("/oic/d").body().orElseThrow()).text("n"))
                .isEqualTo("renamed");
        assertThat(open.device.state().name()).isEqualTo("renamed");
    }

    @Test
    void a_name_that_is_none_changes_nothing() {
        for (CborMap body : List.of(
                new MapWriter().integer("n", 5).toMap(),
                new MapWriter().text("n", "").toMap(),
                new MapWriter().text("n", "x".repeat(257)).toMap(),
                new MapWriter().text("n", "x").integer("other", 1).toMap())) {
            assertThat(open.ask(ResourceRequest.post("/oc/con", body, OpenDevice.CLOUD))
                            .code())
                    .isEqualTo(AnswerCode.BAD_REQUEST);
        }
        assertThat(open.device.state().name()).isEqualTo("test device");
    }

    private ResourceAnswer post(CborValue body) {
        return open.ask(ResourceRequest.post("/light/1", body, OpenDevice.CLOUD));
    }

    private List<ResourceLink> links(String... query) throws PayloadException {
        return ResourceLink.LIST_CODEC.decode(
                CborWriter.write(open.get("/oic/res", query).body().orElseThrow()));
    }
}
