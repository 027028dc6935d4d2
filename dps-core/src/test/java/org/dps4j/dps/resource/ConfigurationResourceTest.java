package org.dps4j.dps.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.dps4j.device.resource.AnswerCode;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceInterface;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.resource.core.Maintenance;
import org.dps4j.device.security.access.Requester;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.endpoint.EndpointList;
import org.dps4j.dps.machine.DpsError;
import org.dps4j.dps.machine.DpsStatus;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.cbor.CborReader;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborInteger;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborValue.CborSimple;
import org.dps4j.protocol.cbor.CborValue.CborText;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;
import org.junit.jupiter.api.Test;

class ConfigurationResourceTest {

    private static final DpsEndpoint HERE = DpsEndpoint.of("coaps+tcp://127.0.0.1:20030");
    private static final DpsEndpoint NAMED =
            new DpsEndpoint(URI.create("coaps+tcp://named.test:1"), Optional.of("the named one"));

    private ProvisioningView view = new ProvisioningView(provisioned(), DpsError.OK, EndpointList.of(HERE));
    private Maintenance maintenance = new Maintenance() {
        @Override
        public void reboot() {
            throw new AssertionError("nobody asked for it");
        }

        @Override
        public void factoryReset() {
            done.add("reset");
        }
    };
    private final List<Object> done = new ArrayList<>();

    @Test
    void answers_with_the_members_that_a_c_device_was_seen_to_answer_with() throws PayloadException {
        CborMap all = seen("bf6272749f6f782e706c67642e6470732e636f6e66ff6269669f686f69632e69662e72696f69632e69662e7277"
                + "6f6f69632e69662e626173656c696e65ff6d6c6173744572726f72436f6465006f70726f766973696f6e5374617475736b70"
                + "726f766973696f6e656468656e64706f696e74781b636f6170732b7463703a2f2f3132372e302e302e313a32303033306c65"
                + "6e64706f696e744e616d656070666f726365526570726f766973696f6ef4ff");
        CborMap writable = seen("bf68656e64706f696e74781b636f6170732b7463703a2f2f3132372e302e302e313a32303033306c656e64"
                + "706f696e744e616d656070666f726365526570726f766973696f6ef4ff");

        assertThat(post(forced(), ResourceInterface.BASELINE).body()).contains(all);
        assertThat(post(forced(), ResourceInterface.READ_WRITE).body()).contains(writable);
        assertThat(get(ResourceInterface.READ_WRITE)).isEqualTo(writable);
        assertThat(List.copyOf(get(ResourceInterface.READ).members().keySet()))
                .isEqualTo(List.copyOf(all.members().keySet()).subList(2, 7));
        assertThat(ConfigurationResource.of(provisioning()).description().interfaceNames())
                .isEqualTo(MapReader.of(all).optionalTexts("if"));
    }

    @Test
    void several_services_are_listed_with_their_names() throws PayloadException {
        view = new ProvisioningView(
                Set.of(DpsStatus.FAILURE),
                DpsError.GET_OWNER,
                EndpointList.of(NAMED).add(HERE));

        MapReader shown = MapReader.of(get(ResourceInterface.BASELINE));

        assertThat(shown.integer("lastErrorCode", 0, 8)).isEqualTo(7);
        assertThat(shown.text("provisionStatus")).isEqualTo("failure");
        assertThat(shown.text("endpoint")).isEqualTo("coaps+tcp://named.test:1");
        assertThat(shown.text("endpointName")).isEqualTo("the named one");
        assertThat(shown.value("endpoints"))
                .isEqualTo(new CborArray(List.of(
                        entry("coaps+tcp://named.test:1", "the named one"), entry("coaps+tcp://127.0.0.1:20030", ""))));
    }

    @Test
    void without_a_service_there_is_no_name_and_without_a_word_no_status() throws PayloadException {
        view = new ProvisioningView(Set.of(DpsStatus.HAS_OWNER), DpsError.OK, EndpointList.EMPTY);

        assertThat(get(ResourceInterface.READ))
                .isEqualTo(new MapWriter()
                        .integer("lastErrorCode", 0)
                        .text("endpoint", "")
                        .truth("forceReprovision", false)
                        .toMap());
    }

    @Test
    void an_address_has_the_device_provisioned_by_the_service_there() throws PayloadException {
        ResourceAnswer answer = post(
                new MapWriter()
                        .text("endpoint", "coaps+tcp://a.test:1")
                        .text("endpointName", "a")
                        .value(
                                "endpoints",
                                new CborArray(List.of(
                                        entry("coaps+tcp://b.test:2", "b"),
                                        entry("coaps+tcp://a.test:1", "again"),
                                        new MapWriter()
                                                .text("uri", "coaps+tcp://c.test:3")
                                                .toMap())))
                        .truth("forceReprovision", false)
                        .integer("lastErrorCode", 5)
                        .toMap(),
                ResourceInterface.BASELINE);

        assertThat(answer.code()).isEqualTo(AnswerCode.CHANGED);
        assertThat(done)
                .containsExactly(Optional.of(
                        EndpointList.of(new DpsEndpoint(URI.create("coaps+tcp://a.test:1"), Optional.of("a")))
                                .add(new DpsEndpoint(URI.create("coaps+tcp://b.test:2"), Optional.of("b")))
                                .add(DpsEndpoint.of("coaps+tcp://c.test:3"))));
    }

    @Test
    void sixteen_services_are_taken() throws PayloadException {
        assertThat(post(withServices(15).toMap(), ResourceInterface.BASELINE).code())
                .isEqualTo(AnswerCode.CHANGED);
        assertThat(done).hasSize(1);
    }

    private static MapWriter withServices(int more) {
        return valid().value(
                        "endpoints",
                        new CborArray(IntStream.rangeClosed(1, more)
                                .<CborValue>mapToObj(port -> entry("coaps+tcp://more.test:" + port, ""))
                                .toList()));
    }

    @Test
    void the_address_that_is_selected_already_counts_as_another_one() throws PayloadException {
        post(new MapWriter().text("endpoint", HERE.uri().toString()).toMap(), ResourceInterface.READ_WRITE);

        assertThat(done).containsExactly(Optional.of(EndpointList.of(HERE)));
    }

    @Test
    void a_forced_reprovision_keeps_the_services() throws PayloadException {
        MapWriter order = new MapWriter().all(forced()).text("endpointName", "ignored");

        post(order.toMap(), ResourceInterface.READ_WRITE);

        assertThat(done).containsExactly(Optional.empty());
    }

    @Test
    void an_empty_address_resets_the_device_and_shows_what_is_left_of_it() throws PayloadException {
        ResourceAnswer answer =
                post(new MapWriter().all(forced()).text("endpoint", "").toMap(), ResourceInterface.BASELINE);

        assertThat(answer.code()).isEqualTo(AnswerCode.CHANGED);
        assertThat(MapReader.of(answer.body().orElseThrow()).text("provisionStatus"))
                .isEqualTo("uninitialized");
        assertThat(MapReader.of(answer.body().orElseThrow()).text("endpoint")).isEmpty();
        assertThat(done).containsExactly("reset");
    }

    @Test
    void an_empty_address_is_refused_where_nobody_resets_the_device() {
        maintenance = Maintenance.NONE;

        assertThatThrownBy(() -> post(new MapWriter().text("endpoint", "").toMap(), ResourceInterface.BASELINE))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("endpoint");
    }

    @Test
    void an_order_that_cannot_be_read_as_a_whole_changes_nothing() {
        List<CborValue> orders = List.of(
                new MapWriter().toMap(),
                new MapWriter().integer("unknown", 1).toMap(),
                new MapWriter().truth("forceReprovision", false).toMap(),
                new MapWriter().integer("forceReprovision", 1).toMap(),
                new MapWriter().integer("endpoint", 5).toMap(),
                new MapWriter().value("endpoint", CborSimple.NULL).toMap(),
                new MapWriter().text("endpoint", "no address").toMap(),
                new MapWriter().text("endpoint", "http://a.test").toMap(),
                new MapWriter()
                        .text("endpoint", "coaps+tcp://" + "a".repeat(128))
                        .toMap(),
                valid().integer("endpointName", 1).toMap(),
                valid().text("endpointName", "x".repeat(128)).toMap(),
                withServices(1_500).toMap(),
                withServices(16).toMap(),
                valid().integer("forceReprovision", 1).toMap(),
                valid().text("endpoints", "coaps+tcp://b.test").toMap(),
                valid().value("endpoints", new CborArray(List.of(new CborInteger(1))))
                        .toMap(),
                valid().value(
                                "endpoints",
                                new CborArray(List.of(
                                        new MapWriter().text("name", "b").toMap())))
                        .toMap(),
                valid().value("endpoints", new CborArray(List.of(entry("coaps+tcp://b.test", "b"), entry("", "c"))))
                        .toMap(),
                new MapWriter()
                        .text("endpoint", "")
                        .integer("forceReprovision", 1)
                        .toMap(),
                new CborText("endpoint"));

        for (CborValue order : orders) {
            assertThatThrownBy(() -> post(order, ResourceInterface.BASELINE))
                    .as(order.toString())
                    .isInstanceOf(PayloadException.class);
        }
        assertThat(done).isEmpty();
    }

    private CborMap get(ResourceInterface through) throws PayloadException {
        ResourceRequest request = ResourceRequest.get(ConfigurationResource.HREF, Requester.UNNAMED)
                .through(through);
        return (CborMap) ConfigurationResource.of(provisioning())
                .answer(request)
                .toCompletableFuture()
                .join()
                .body()
                .orElseThrow();
    }

    private ResourceAnswer post(CborValue order, ResourceInterface through) throws PayloadException {
        ResourceRequest request = ResourceRequest.post(ConfigurationResource.HREF, order, Requester.UNNAMED)
                .through(through);
        return ConfigurationResource.of(provisioning())
                .answer(request)
                .toCompletableFuture()
                .join();
    }

    private Provisioning provisioning() {
        return new Provisioning() {
            @Override
            public ProvisioningView view() {
                return view;
            }

            @Override
            public Maintenance maintenance() {
                return maintenance;
            }

            @Override
            public CompletionStage<Reception> provisionAgain(Optional<EndpointList> services) {
                done.add(services);
                return CompletableFuture.completedFuture(Reception.TAKEN);
            }
        };
    }

    private static CborMap forced() {
        return new MapWriter().truth("forceReprovision", true).toMap();
    }

    private static MapWriter valid() {
        return new MapWriter().text("endpoint", "coaps+tcp://a.test");
    }

    private static CborMap entry(String uri, String name) {
        return new MapWriter().text("uri", uri).text("name", name).toMap();
    }

    private static CborMap seen(String hex) throws PayloadException {
        return (CborMap) CborReader.read(Bytes.ofHex(hex).toArray());
    }

    private static Set<DpsStatus> provisioned() {
        return EnumSet.copyOf(DpsStatus.ofMask(0x2995));
    }
}
