package org.dps4j.device.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.dps4j.device.DeviceState;
import org.dps4j.device.resource.AnswerCode;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceMethod;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.security.access.Requester;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoreResourcesTest {

    private static final Instant TOLD = Instant.parse("2027-01-01T00:00:00.123456789Z");

    private final OpenDevice open = new OpenDevice();

    @Test
    void the_time_is_told_to_everybody_and_where_it_comes_from_only_to_who_is_encrypted() throws PayloadException {
        open.update(state -> state.withLastSyncedTime(TOLD));
        MapReader secure = read(ResourceRequest.get("/x.plgd.dev/time", Requester.UNNAMED));
        MapReader clear = read(ResourceRequest.get("/x.plgd.dev/time", Requester.ANONYMOUS));

        assertThat(clear.names()).containsExactly("time");
        assertThat(secure.names()).containsExactly("time", "status", "lastSyncedTime");
        assertThat(secure.text("status")).isEqualTo("in-sync");
        assertThat(secure.text("lastSyncedTime")).isEqualTo("2027-01-01T00:00:00.123456Z");
    }

    @Test
    void a_device_that_was_told_no_time_says_so() throws PayloadException {
        MapReader time = read(ResourceRequest.get("/x.plgd.dev/time", OpenDevice.CLOUD));

        assertThat(time.names()).containsExactly("time", "status");
        assertThat(time.text("status")).isEqualTo("syncing");
    }

    @Test
    void who_may_sets_the_time_and_observers_hear_of_it() {
        open.update(state -> OpenDevice.allow(state, "/x.plgd.dev/time"));
        List<ResourceAnswer> told = new ArrayList<>();
        open.resources.observe(ResourceRequest.get("/x.plgd.dev/time", OpenDevice.CLOUD), told::add);
        open.loop.runUntilIdle();

        assertThat(setTime("2027-01-01T01:00:00+01:00").code()).isEqualTo(AnswerCode.CHANGED);
        assertThat(open.device.state().lastSyncedTime()).contains(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(told).hasSize(2);

        assertThat(setTime("2027-01-01T00:00:00Z").code()).isEqualTo(AnswerCode.CHANGED);
        assertThat(told).hasSize(3);
        open.update(DeviceState::withoutLastSyncedTime);
        assertThat(told).hasSize(4);
    }

    @Test
    void a_time_that_is_set_again_sets_the_clock_again() {
        open.update(state -> OpenDevice.allow(state, "/x.plgd.dev/time"));
        setTime("2027-01-01T00:00:00Z");
        open.loop.advance(Duration.ofHours(1));

        setTime("2027-01-01T00:00:00Z");

        assertThat(open.device.clock().now()).isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1999-12-31T23:59:59Z",
                "2200-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59-18:00",
                "",
                "nonsense",
                "2027-01-01",
                "1798761600"
            })
    void a_time_that_is_none_changes_nothing(String time) {
        open.update(state -> OpenDevice.allow(state, "/x.plgd.dev/time"));

        assertThat(setTime(time).code()).isEqualTo(AnswerCode.BAD_REQUEST);
        assertThat(open.device.state().lastSyncedTime()).isEmpty();
    }

    @Test
    void the_time_is_told_as_text_under_its_name_by_post_alone() {
        open.update(state -> OpenDevice.allow(state, "/x.plgd.dev/time"));
        ResourceRequest right = ResourceRequest.post(
                "/x.plgd.dev/time",
                new MapWriter().text("lastSyncedTime", "2027-01-01T00:00:00Z").toMap(),
                OpenDevice.CLOUD);

        for (MapWriter wrong : List.of(
                new MapWriter(),
                new MapWriter().text("time", "2027-01-01T00:00:00Z"),
                new MapWriter().integer("lastSyncedTime", 1_798_761_600))) {
            assertThat(open.ask(ResourceRequest.post("/x.plgd.dev/time", wrong.toMap(), OpenDevice.CLOUD))
                            .code())
                    .isEqualTo(AnswerCode.BAD_REQUEST);
        }
        for (ResourceMethod method : List.of(ResourceMethod.PUT, ResourceMethod.DELETE)) {
            assertThat(open.ask(new ResourceRequest(
                                    method, right.path(), List.of(), right.body(), List.of(), right.requester()))
                            .code())
                    .isNotEqualTo(AnswerCode.CHANGED);
        }
        assertThat(open.device.state().lastSyncedTime()).isEmpty();
    }

    @Test
    void the_clock_is_never_answered_as_valid() {
        assertThat(open.get("/x.plgd.dev/time").entityTag()).isEmpty();
    }

    @Test
    void introspection_leads_to_a_document_with_the_path_and_methods_of_every_listed_resource()
            throws PayloadException {
        open.resources.add(Resource.at("/light/1")
                .type("core.light")
                .onGet(request -> new MapWriter().toMap())
                .build());
        String url = read(ResourceRequest.get("/oc/wk/introspection", OpenDevice.CLOUD))
                .maps("urlInfo")
                .get(0)
                .text("url");
        MapReader document = read(ResourceRequest.get(url.substring(url.indexOf("/oc/")), OpenDevice.CLOUD));

        assertThat(url).isEqualTo("ocf://" + open.device.state().id() + "/oc/introspection");
        assertThat(document.text("swagger")).isEqualTo("2.0");
        assertThat(document.map("paths").names()).contains("/light/1", "/oic/d", "/oic/res");
        assertThat(document.map("paths").map("/light/1").names()).containsExactly("get", "post");
        assertThat(document.map("paths").map("/oic/d").names()).containsExactly("get");
    }

    @Test
    void the_permanent_id_outlives_a_factory_reset_and_the_device_id_does_not() throws PayloadException {
        MapReader before = read(ResourceRequest.get("/oic/d", OpenDevice.CLOUD));
        open.update(state -> state.withId(OpenDevice.OWNER));
        MapReader after = read(ResourceRequest.get("/oic/d", OpenDevice.CLOUD));

        assertThat(after.uuid("piid")).isEqualTo(before.uuid("piid"));
        assertThat(after.uuid("di")).isEqualTo(OpenDevice.OWNER).isNotEqualTo(before.uuid("di"));
    }

    private ResourceAnswer setTime(String time) {
        return open.ask(ResourceRequest.post(
                "/x.plgd.dev/time", new MapWriter().text("lastSyncedTime", time).toMap(), OpenDevice.CLOUD));
    }

    private MapReader read(ResourceRequest request) throws PayloadException {
        return MapReader.of(open.ask(request).body().orElseThrow());
    }
}
