package org.dps4j.device.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dps4j.device.resource.AnswerCode;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceInterface;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.resource.collection.MemberOrder;
import org.dps4j.device.resource.collection.ResourceCollection;
import org.dps4j.device.security.access.Requester;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborWriter;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResourceCollectionTest {

    private static final String SWITCHES = "/switches";
    private static final String SWITCH = "oic.r.switch.binary";

    private OpenDevice open;
    private final List<ResourceAnswer> told = new ArrayList<>();

    @BeforeEach
    void open_a_device_with_a_collection() {
        open = new OpenDevice();
        ResourceCollection.at(SWITCHES, open.resources)
                .creates(SWITCH, ResourceCollectionTest::newSwitch)
                .add();
        open.loop.runUntilIdle();
    }

    private static Resource newSwitch(MemberOrder order) throws PayloadException {
        AtomicBoolean value = new AtomicBoolean(order.representation().truth("value"));
        return order.resource()
                .onGet(request -> value(value.get()))
                .onPost(request -> {
                    value.set(request.members().truth("value"));
                    return ResourceAnswer.changed();
                })
                .build();
    }

    @Test
    void a_new_member_is_listed_published_and_told() {
        open.resources.observe(batchOfAll(), told::add);
        open.loop.runUntilIdle();
        told.clear();
        ResourceAnswer created = create(order(SWITCH, value(true)));

        assertThat(created.code()).isEqualTo(AnswerCode.CREATED);
        assertThat(((CborMap) created.body().orElseThrow()).members().keySet())
                .containsExactly("href", "rt", "if", "p", "ins", "rep");
        assertThat(open.get("/switches/1").body()).contains(value(true));
        assertThat(open.resources.published()).extracting(ResourceLink::href).contains("/switches/1");
        assertThat(told).hasSize(1);
        assertThat(CborWriter.write(told.get(0).body().orElseThrow()))
                .asString()
                .contains("/switches", "/switches/1");
    }

    @Test
    void a_number_is_not_given_twice() throws PayloadException {
        create(order(SWITCH, value(true)));
        create(order(SWITCH, value(true)));
        assertThat(open.ask(ResourceRequest.delete("/switches/2", OpenDevice.CLOUD))
                        .code())
                .isEqualTo(AnswerCode.DELETED);
        create(order(SWITCH, value(true)));

        assertThat(hrefs(open.get(SWITCHES))).containsExactly("/switches/1", "/switches/3");
        assertThat(open.get("/switches/2").code()).isEqualTo(AnswerCode.NOT_FOUND);
    }

    @Test
    void an_order_that_cannot_be_met_makes_nothing() throws PayloadException {
        for (CborMap bad : List.of(
                order("core.light", value(true)),
                order(SWITCH, new MapWriter().text("value", "on").toMap()),
                new MapWriter().value("rep", value(true)).toMap(),
                new MapWriter()
                        .texts("rt", List.of(SWITCH))
                        .value("rep", value(true))
                        .toMap(),
                new MapWriter()
                        .texts("rt", List.of(SWITCH))
                        .texts("if", List.of("x"))
                        .value("rep", value(true))
                        .toMap(),
                new MapWriter()
                        .texts("rt", List.of(SWITCH))
                        .texts("if", List.of("oic.if.a"))
                        .toMap())) {
            assertThat(create(bad).code()).isEqualTo(AnswerCode.BAD_REQUEST);
        }
        assertThat(hrefs(open.get(SWITCHES))).isEmpty();
    }

    @Test
    void the_batch_reads_writes_and_deletes_every_member() throws PayloadException {
        create(order(SWITCH, value(false)));
        create(order(SWITCH, value(false)));

        assertThat(items(open.get(SWITCHES, "if=oic.if.b")))
                .extracting(item -> item.members().get("rep"))
                .containsExactly(value(false), value(false));

        ResourceAnswer written = writeBatch(item("/switches/1", value(true)), item("/switches/2", value(true)));
        assertThat(written.code()).isEqualTo(AnswerCode.CHANGED);
        assertThat(open.get("/switches/1").body()).contains(value(true));
        assertThat(open.get("/switches/2").body()).contains(value(true));

        ResourceAnswer deleted =
                open.ask(ResourceRequest.delete(SWITCHES, OpenDevice.CLOUD).through(ResourceInterface.BATCH));
        assertThat(deleted.code()).isEqualTo(AnswerCode.DELETED);
        assertThat(hrefs(open.get(SWITCHES))).isEmpty();
    }

    @Test
    void the_batch_of_an_empty_collection_is_a_bad_request_with_an_empty_list() {
        assertThat(open.get(SWITCHES, "if=oic.if.b"))
                .isEqualTo(ResourceAnswer.of(AnswerCode.BAD_REQUEST, new CborArray(List.of())));
    }

    @Test
    void a_batch_with_a_path_that_is_no_members_writes_nothing() {
        create(order(SWITCH, value(false)));

        for (String href : List.of("", "/oc/con", "/switches", "/switches/9", "/switches/1/x")) {
            ResourceAnswer answer = writeBatch(item("/switches/1", value(true)), item(href, value(true)));
            assertThat(answer).isEqualTo(ResourceAnswer.of(AnswerCode.BAD_REQUEST, new CborArray(List.of())));
        }
        assertThat(open.get("/switches/1").body()).contains(value(false));
    }

    @Test
    void a_batch_of_which_one_fails_answers_with_those_that_did_not() throws PayloadException {
        create(order(SWITCH, value(false)));
        create(order(SWITCH, value(false)));
        ResourceAnswer answer =
                writeBatch(item("/switches/1", value(true)), item("/switches/2", new MapWriter().toMap()));

        assertThat(answer.code()).isEqualTo(AnswerCode.BAD_REQUEST);
        assertThat(hrefs(answer)).containsExactly("/switches/1");
    }

    @Test
    void a_batch_gives_nobody_a_right_that_he_does_not_have() {
        create(order(SWITCH, value(false)));
        ResourceRequest batch = ResourceRequest.get(SWITCHES, Requester.UNNAMED).through(ResourceInterface.BATCH);

        assertThat(open.ask(batch).code()).isEqualTo(AnswerCode.UNAUTHORIZED);
    }

    @Test
    void an_observer_of_the_batch_of_a_collection_hears_of_a_member_that_changes() {
        create(order(SWITCH, value(false)));
        open.resources.observe(
                ResourceRequest.get(SWITCHES, OpenDevice.CLOUD).through(ResourceInterface.BATCH), told::add);
        open.loop.runUntilIdle();
        open.ask(ResourceRequest.post("/switches/1", value(true), OpenDevice.CLOUD));

        assertThat(told).hasSize(2);
        assertThat(items(told.get(1)).get(0).members().get("rep")).isEqualTo(value(true));
    }

    private ResourceAnswer create(CborMap order) {
        return open.ask(ResourceRequest.post(SWITCHES, order, OpenDevice.CLOUD).through(ResourceInterface.CREATE));
    }

    private ResourceAnswer writeBatch(CborMap... items) {
        return open.ask(ResourceRequest.post(SWITCHES, new CborArray(List.of(items)), OpenDevice.CLOUD)
                .through(ResourceInterface.BATCH));
    }

    private static ResourceRequest batchOfAll() {
        return ResourceRequest.get("/oic/res", OpenDevice.CLOUD).through(ResourceInterface.BATCH);
    }

    private static CborMap order(String type, CborMap representation) {
        return new MapWriter()
                .texts("rt", List.of(type))
                .texts("if", List.of("oic.if.a", "oic.if.baseline"))
                .value("rep", representation)
                .toMap();
    }

    private static CborMap item(String href, CborMap representation) {
        return new MapWriter().text("href", href).value("rep", representation).toMap();
    }

    private static CborMap value(boolean on) {
        return new MapWriter().truth("value", on).toMap();
    }

    private static List<CborMap> items(ResourceAnswer answer) {
        return ((CborArray) answer.body().orElseThrow())
                .items().stream().map(CborMap.class::cast).toList();
    }

    private static List<String> hrefs(ResourceAnswer answer) throws PayloadException {
        List<String> hrefs = new ArrayList<>();
        for (CborValue item : items(answer)) {
            hrefs.add(MapReader.of(item).text("href"));
        }
        return hrefs;
    }
}
