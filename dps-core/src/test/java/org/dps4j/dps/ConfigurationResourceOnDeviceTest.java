package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.dps4j.device.Device;
import org.dps4j.device.resource.AnswerCode;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceInterface;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.resource.core.Maintenance;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.device.security.access.Requester;
import org.dps4j.device.server.DeviceResources;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.endpoint.EndpointList;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.resource.ConfigurationResource;
import org.dps4j.dps.scripted.Reply;
import org.dps4j.loop.VirtualLoop;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationResourceOnDeviceTest {

    private static final String THIRD = "coaps+tcp://third.test:20030";

    private final Bench bench = new Bench();
    private final List<String> maintained = new ArrayList<>();
    private final DeviceResources resources = DeviceResources.of(bench.device, new Maintenance() {
        @Override
        public void reboot() {
            maintained.add("reboot");
        }

        @Override
        public void factoryReset() {
            maintained.add("reset");
        }
    });
    private final DpsClient client = DpsClient.builder(bench.device)
            .endpoint(DpsEndpoint.of(Bench.FIRST))
            .transport(bench.transport.listen(Bench.SECOND, bench.service))
            .cloud(bench.cloud)
            .listener(bench.notes)
            .resources(resources)
            .build();

    @Test
    void it_comes_and_goes_and_is_published_while_it_is_there() {
        assertThat(published()).isFalse();

        client.addConfigurationResource();
        client.addConfigurationResource();
        assertThat(published()).isTrue();

        client.removeConfigurationResource();
        client.removeConfigurationResource();
        assertThat(published()).isFalse();
        assertThat(ask(get()).code()).isEqualTo(AnswerCode.NOT_FOUND);

        client.addConfigurationResource();
        client.close();
        assertThat(published()).isFalse();
    }

    @Test
    void a_client_that_was_not_given_what_the_cloud_client_shows_says_so_instead_of_showing_it_to_nobody() {
        assertThatIllegalStateException()
                .isThrownBy(() -> bench.client.addConfigurationResource())
                .withMessageContaining("resources(...)");

        bench.client.removeConfigurationResource();
    }

    @Test
    void resources_of_another_device_are_refused() {
        Device another = bench.open(new FaultyStore());
        DpsClientBuilder builder = DpsClient.builder(another)
                .cloud(bench.cloud)
                .transport(bench.transport)
                .resources(resources);

        assertThatIllegalStateException()
                .isThrownBy(builder::build)
                .withMessageContaining(another.state().id().toString())
                .withMessageContaining(bench.device.state().id().toString());
    }

    @Test
    void only_those_see_it_whom_the_access_rules_allow_it() throws PayloadException {
        provision();

        assertThat(ask(get().by(Requester.of(UUID.randomUUID()))).code()).isEqualTo(AnswerCode.UNAUTHORIZED);
        assertThat(ask(post(forced()).by(Requester.of(UUID.randomUUID()))).code())
                .isEqualTo(AnswerCode.UNAUTHORIZED);
        assertThat(shown(ask(get())).text("provisionStatus")).isEqualTo("provisioned");
        assertThat(ask(post(forced()).through(ResourceInterface.READ)).code()).isEqualTo(AnswerCode.FORBIDDEN);
        assertThat(bench.notes.started).hasSize(5);
    }

    @Test
    void an_address_has_the_device_provisioned_there_and_is_kept_over_a_restart() throws PayloadException {
        provision();
        List<String> order = new ArrayList<>();

        var unused = resources
                .answer(post(new MapWriter().text("endpoint", Bench.SECOND).text("endpointName", "second")))
                .thenAccept(answer -> order.add(answer.code() + " after " + bench.notes.started.size() + " steps"));
        bench.runFor(Duration.ofSeconds(1));

        assertThat(order).containsExactly("2.04 after 5 steps");
        assertThat(bench.notes.started).hasSize(10);
        assertThat(client.snapshot().isProvisioned()).isTrue();
        assertThat(shown(ask(get())).text("endpoint")).isEqualTo(Bench.SECOND);
        assertThat(bench.client(bench.open(bench.store), DpsConfig.DEFAULTS).storedRedirect())
                .hasValueSatisfying(its -> assertThat(its.name()).contains("second"));
    }

    @Test
    void a_forced_reprovision_repeats_all_steps_at_the_service_that_is_selected() throws PayloadException {
        provision();

        assertThat(ask(post(forced())).code()).isEqualTo(AnswerCode.CHANGED);
        bench.runFor(Duration.ofSeconds(1));

        assertThat(bench.notes.started).hasSize(10);
        assertThat(client.endpoints().list()).isEqualTo(EndpointList.of(DpsEndpoint.of(Bench.FIRST)));
    }

    @Test
    void an_order_starts_a_client_that_was_stopped() throws PayloadException {
        provision();
        client.stop();

        ask(post(forced()));
        bench.runFor(Duration.ofSeconds(1));

        assertThat(client.isStarted()).isTrue();
        assertThat(bench.notes.started).hasSize(10);
    }

    @Test
    void an_empty_address_leaves_the_reset_to_the_program() throws PayloadException {
        provision();

        ResourceAnswer answer = ask(post(new MapWriter().text("endpoint", "")));

        assertThat(answer.code()).isEqualTo(AnswerCode.CHANGED);
        assertThat(shown(answer).text("provisionStatus")).isEqualTo("uninitialized");
        assertThat(maintained).containsExactly("reset");
        assertThat(client.snapshot().isProvisioned()).isTrue();
    }

    @Test
    void an_order_that_is_refused_or_cannot_be_stored_changes_nothing() throws PayloadException {
        provision();

        ResourceAnswer refused = ask(post(new MapWriter().text("endpoint", "no address")));
        bench.store.failures = 1;
        ResourceAnswer unstored = ask(post(new MapWriter().text("endpoint", Bench.SECOND)));
        bench.runFor(Duration.ofSeconds(1));

        assertThat(refused.code()).isEqualTo(AnswerCode.BAD_REQUEST);
        assertThat(refused.diagnostic())
                .hasValueSatisfying(why -> assertThat(why).contains("endpoint").contains("no address"));
        assertThat(unstored.code()).isEqualTo(AnswerCode.SERVICE_UNAVAILABLE);
        assertThat(unstored.diagnostic())
                .hasValueSatisfying(
                        why -> assertThat(why).contains("cannot be stored").doesNotContain("/state"));
        assertThat(bench.notes.started).hasSize(5);
        assertThat(client.endpoints().list()).isEqualTo(EndpointList.of(DpsEndpoint.of(Bench.FIRST)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_order_that_is_being_stored_wins_over_a_redirect_that_comes_meanwhile(boolean held) throws PayloadException {
        provision();
        bench.transport.listen(THIRD, bench.service);
        List<ResourceAnswer> answers = new ArrayList<>();
        bench.service.on(ProvisioningStep.CLOUD, Reply.redirectAfter(URI.create(THIRD), () -> {
            bench.store.holding = held;
            var unused = resources
                    .answer(post(new MapWriter().text("endpoint", Bench.SECOND)))
                    .thenAccept(answers::add);
        }));

        ask(post(forced()));
        bench.runFor(Duration.ofSeconds(1));
        bench.store.release();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(answers)
                .singleElement()
                .satisfies(its -> assertThat(its.code()).isEqualTo(AnswerCode.CHANGED));
        assertThat(client.endpoints().list()).isEqualTo(EndpointList.of(DpsEndpoint.of(Bench.SECOND)));
        assertThat(bench.client(bench.open(bench.store), DpsConfig.DEFAULTS).storedRedirect())
                .contains(DpsEndpoint.of(Bench.SECOND));
        assertThat(client.snapshot().isProvisioned()).isTrue();
    }

    @Test
    void whoever_observes_it_hears_every_change_once() throws PayloadException {
        provision();
        bench.service.on(ProvisioningStep.OWNER, Reply.code("4.03"));
        List<String> heard = new ArrayList<>();
        var observation = resources.observe(get(), answer -> heard.add(word(answer)));
        bench.runFor(Duration.ofSeconds(1));

        client.endpoints().add(DpsEndpoint.of(Bench.SECOND));
        client.endpoints().remove(DpsEndpoint.of(Bench.SECOND));
        bench.runFor(Duration.ofSeconds(1));
        ask(post(forced()));
        bench.runFor(Duration.ofSeconds(30));
        observation.cancel();

        assertThat(heard.subList(0, 2)).containsExactly("provisioned 0", "provisioned 0");
        assertThat(heard)
                .containsSubsequence(
                        "provisioning time 0",
                        "provisioning owner 0",
                        "failure 1",
                        "provisioning time 0",
                        "provisioning owner 0",
                        "provisioning cloud 0",
                        "provisioning credentials 0",
                        "provisioning acls 0",
                        "provisioned 0");
        assertThat(heard).hasSizeLessThan(20);
    }

    @Test
    void whoever_observes_it_hears_that_the_credentials_are_renewed_and_the_cloud_does_not_notice()
            throws PayloadException {
        bench.service.on(
                ProvisioningStep.CREDENTIALS, Reply.certificateUntil(VirtualLoop.START.plus(Duration.ofDays(30))));
        provision();
        List<String> heard = new ArrayList<>();
        var observation = resources.observe(get(), answer -> heard.add(word(answer)));

        bench.runFor(Duration.ofDays(21));
        observation.cancel();

        assertThat(heard).containsExactly("provisioned 0", "renew credentials 0", "provisioned 0");
        assertThat(bench.service.counts()).containsEntry(ProvisioningStep.CREDENTIALS, 2);
        assertThat(bench.cloud.started).hasSize(1);
        assertThat(bench.cloud.stops).isZero();
    }

    @Test
    void it_shows_a_reset_of_the_client() throws PayloadException {
        provision();
        List<String> heard = new ArrayList<>();
        var unused = resources.observe(get(), answer -> heard.add(word(answer)));

        client.onFactoryReset();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(heard.get(heard.size() - 1)).isEqualTo("uninitialized 0");
    }

    @Test
    void an_order_during_a_factory_reset_is_put_off_and_leaves_the_new_device_alone() {
        provision();

        client.onFactoryReset();
        ResourceAnswer address = ask(post(new MapWriter().text("endpoint", Bench.SECOND)));
        ResourceAnswer forced = ask(post(forced()));
        finishReset();

        assertThat(List.of(address.code(), forced.code())).containsOnly(AnswerCode.SERVICE_UNAVAILABLE);
        assertProvisionedByTheFirstServiceOnly();
    }

    @Test
    void an_order_that_is_being_stored_when_a_factory_reset_begins_leaves_the_new_device_alone() {
        provision();
        bench.store.holding = true;
        var order = resources.answer(post(new MapWriter().text("endpoint", Bench.SECOND)));
        bench.runFor(Duration.ofMillis(1));

        client.onFactoryReset();
        bench.store.release();
        finishReset();

        assertThat(order.join().code()).isEqualTo(AnswerCode.SERVICE_UNAVAILABLE);
        assertProvisionedByTheFirstServiceOnly();
    }

    @Test
    void an_order_between_the_start_after_a_factory_reset_and_its_end_leaves_the_new_device_alone() {
        provision();
        bench.reset(bench.device, client);

        ResourceAnswer answer = ask(post(new MapWriter().text("endpoint", Bench.SECOND)));

        assertThat(answer.code()).isEqualTo(AnswerCode.SERVICE_UNAVAILABLE);
        assertProvisionedByTheFirstServiceOnly();
    }

    private void finishReset() {
        var unused = bench.device.update(
                state -> state.factoryReset(UUID.randomUUID(), DeviceKey.generate(new SecureRandom())));
        bench.install(bench.device);
        client.endpoints().add(DpsEndpoint.of(Bench.FIRST));
        ProvisioningTest.start(client);
        bench.runFor(Duration.ofSeconds(1));
    }

    private void assertProvisionedByTheFirstServiceOnly() {
        assertThat(client.snapshot().isProvisioned()).isTrue();
        assertThat(client.endpoints().list()).isEqualTo(EndpointList.of(DpsEndpoint.of(Bench.FIRST)));
        assertThat(bench.notes.started).hasSize(10);
        assertThat(bench.transport.dials())
                .extracting(dial -> dial.endpoint().uri().toString())
                .containsOnly(Bench.FIRST);
    }

    private void provision() {
        client.addConfigurationResource();
        ProvisioningTest.start(client);
        bench.runFor(Duration.ofSeconds(1));
    }

    private boolean published() {
        return resources.published().stream().map(ResourceLink::href).anyMatch(ConfigurationResource.HREF::equals);
    }

    private ResourceAnswer ask(ResourceRequest request) {
        CompletableFuture<ResourceAnswer> answered = resources.answer(request);
        bench.runFor(Duration.ofSeconds(1));
        return answered.join();
    }

    private ResourceRequest get() {
        return ResourceRequest.get(ConfigurationResource.HREF, owner());
    }

    private ResourceRequest post(MapWriter order) {
        return ResourceRequest.post(ConfigurationResource.HREF, order.toMap(), owner());
    }

    private Requester owner() {
        return Requester.of(bench.service.answers().owner());
    }

    private static MapWriter forced() {
        return new MapWriter().truth("forceReprovision", true);
    }

    private static MapReader shown(ResourceAnswer answer) throws PayloadException {
        return MapReader.of((CborMap) answer.body().orElseThrow());
    }

    private static String word(ResourceAnswer answer) {
        try {
            MapReader shown = shown(answer);
            return shown.text("provisionStatus") + " " + shown.integer("lastErrorCode", 0, 8);
        } catch (PayloadException e) {
            throw new AssertionError(e);
        }
    }
}
