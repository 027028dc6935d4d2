package org.dps4j.device.cloud.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.scripted.CloudOperation;
import org.dps4j.device.resource.AnswerCode;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceDescription;
import org.dps4j.device.resource.ResourceDirectory;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.resource.ResourcesListener;
import org.dps4j.device.security.access.Requester;
import org.dps4j.loop.Cancellable;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborValue.CborText;
import org.dps4j.protocol.cbor.CborWriter;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoapCloudConfTest {

    private final CloudBench bench = new CloudBench();
    private final One resources = new One();

    CoapCloudConfTest() {
        CoapCloudConf.addTo(resources, bench.device, bench.client);
    }

    private MapReader get() throws PayloadException {
        ResourceAnswer answer = ask(ResourceRequest.get("/CoapCloudConfResURI", Requester.UNNAMED));
        return MapReader.of(CborWriter.write(answer.body().orElseThrow()));
    }

    private ResourceAnswer post(MapWriter body) throws PayloadException {
        return ask(ResourceRequest.post("/CoapCloudConfResURI", body.toMap(), Requester.UNNAMED));
    }

    private ResourceAnswer ask(ResourceRequest request) throws PayloadException {
        var answered = resources.only.answer(request).toCompletableFuture();
        bench.runFor(Duration.ofMillis(1));
        return answered.join();
    }

    private static MapWriter onboarding(String code) {
        return new MapWriter()
                .text("apn", "peer")
                .text("cis", CloudBench.FIRST)
                .text("sid", CloudBench.CLOUD.toString())
                .text("at", code);
    }

    @Test
    void it_shows_the_cloud_and_how_it_stands_but_never_a_token() throws Exception {
        assertThat(get().text("cps")).isEqualTo("readytoregister");

        bench.start();

        MapReader shown = get();
        assertThat(shown.text("apn")).isEqualTo("peer");
        assertThat(shown.text("cis")).isEqualTo(CloudBench.FIRST);
        assertThat(shown.uuid("sid")).isEqualTo(CloudBench.CLOUD);
        assertThat(shown.text("cps")).isEqualTo("registered");
        assertThat(shown.integer("clec", 0, 4)).isZero();
        assertThat(shown.optionalTexts("rt")).containsExactly("oic.r.coapcloudconf");
        for (String hidden : List.of("at", "uid", "accesstoken", "refreshtoken", "x.org.iotivity.servers")) {
            assertThat(shown.has(hidden)).as(hidden).isFalse();
        }
    }

    @Test
    void who_observes_it_is_told_of_every_change() {
        bench.start();

        assertThat(resources.changes).isEqualTo(bench.news.size()).isPositive();
    }

    @Test
    void an_empty_address_has_the_device_leave() throws Exception {
        bench.start();

        ResourceAnswer answer = post(new MapWriter().text("cis", ""));
        bench.runFor(Duration.ofSeconds(1));

        assertThat(answer.code()).isEqualTo(AnswerCode.CHANGED);
        assertThat(((CborMap) answer.body().orElseThrow()).members()).containsEntry("cps", new CborText("registered"));
        assertThat(bench.cloud.log()).endsWith(CloudOperation.SIGN_OFF);
        assertThat(bench.device.state().cloud()).isEqualTo(CloudConfiguration.DEFAULT);
        assertThat(get().text("cps")).isEqualTo("uninitialized");
        assertThat(get().text("cis")).isEqualTo("coaps+tcp://127.0.0.1");
    }

    @Test
    void a_cloud_may_be_called_as_containers_call_each_other() throws Exception {
        ResourceAnswer answer = post(new MapWriter()
                .text("apn", "peer")
                .text("cis", "coaps+tcp://plgd_hub.1:5684")
                .text("sid", "{" + CloudBench.CLOUD + "}")
                .text("at", "let-me-in"));

        assertThat(answer.code()).isEqualTo(AnswerCode.CHANGED);
        assertThat(get().text("cis")).isEqualTo("coaps+tcp://plgd_hub.1:5684");
        assertThat(get().uuid("sid")).isEqualTo(CloudBench.CLOUD);
    }

    @Test
    void a_device_that_left_joins_again() throws Exception {
        bench.start();
        post(new MapWriter().text("cis", ""));
        bench.runFor(Duration.ofSeconds(1));

        ResourceAnswer answer = post(onboarding("let-me-in"));
        bench.runFor(Duration.ofSeconds(1));

        assertThat(answer.code()).isEqualTo(AnswerCode.CHANGED);
        assertThat(((CborMap) answer.body().orElseThrow()).members())
                .containsEntry("cps", new CborText("readytoregister"))
                .doesNotContainKey("at");
        assertThat(bench.isOnline()).isTrue();
    }

    @Test
    void who_is_registered_takes_nothing_but_an_empty_address() {
        bench.start();

        assertThatThrownBy(() -> post(onboarding("let-me-in"))).hasMessageContaining("registered");
        assertThatThrownBy(() -> post(new MapWriter().text("apn", "peer"))).isInstanceOf(PayloadException.class);
        assertThat(bench.isOnline()).isTrue();
    }

    @Test
    void who_was_refused_takes_another_cloud() throws Exception {
        bench.cloud.expectCode("another");
        bench.start();
        assertThat(get().text("cps")).isEqualTo("failed");
        assertThat(get().integer("clec", 0, 4)).isEqualTo(1);

        post(onboarding("another"));
        bench.runFor(Duration.ofSeconds(1));

        assertThat(bench.isOnline()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"apn", "cis", "sid", "at"})
    void a_cloud_that_lacks_something_is_refused(String name) {
        MapWriter body = new MapWriter();
        onboarding("let-me-in").toMap().members().forEach((member, value) -> {
            if (!member.equals(name)) {
                body.value(member, value);
            }
        });

        assertThatThrownBy(() -> post(body))
                .isInstanceOf(PayloadException.class)
                .hasMessageStartingWith(name);
    }

    @Test
    void what_only_the_device_says_is_refused() {
        assertThatThrownBy(() -> post(onboarding("let-me-in").text("cps", "registered")))
                .hasMessageStartingWith("cps");
    }

    @Test
    void an_address_that_is_none_of_a_cloud_is_refused() {
        MapWriter body = new MapWriter()
                .text("apn", "peer")
                .text("cis", "coap://first.test")
                .text("sid", UUID.randomUUID().toString())
                .text("at", "let-me-in");

        assertThatThrownBy(() -> post(body)).hasMessageContaining("coaps+tcp://");
    }

    /** Holds the one resource that is added. */
    private static final class One implements ResourceDirectory {

        final List<Resource> added = new ArrayList<>();
        Resource only;
        int changes;

        @Override
        public List<ResourceDescription> descriptions() {
            return added.stream().map(Resource::description).toList();
        }

        @Override
        public CompletionStage<ResourceAnswer> answer(ResourceRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void add(Resource resource) {
            added.add(resource);
            only = resource;
        }

        @Override
        public void remove(String href) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void changed(String href) {
            assertThat(href).isEqualTo("/CoapCloudConfResURI");
            changes++;
        }

        @Override
        public Cancellable addListener(ResourcesListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
