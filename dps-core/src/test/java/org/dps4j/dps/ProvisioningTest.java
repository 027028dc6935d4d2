package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dps4j.dps.machine.ProvisioningStep.ACLS;
import static org.dps4j.dps.machine.ProvisioningStep.CLOUD;
import static org.dps4j.dps.machine.ProvisioningStep.CREDENTIALS;
import static org.dps4j.dps.machine.ProvisioningStep.OWNER;
import static org.dps4j.dps.machine.ProvisioningStep.TIME;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.scripted.Reply;
import org.dps4j.dps.trust.CertificateDates;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.junit.jupiter.api.Test;

class ProvisioningTest {

    private final Bench bench = new Bench();

    @Test
    void a_fresh_device_gets_everything_and_starts_its_cloud() {
        bench.start();
        bench.runFor(Duration.ofSeconds(1));

        DeviceState state = bench.device.state();
        assertThat(bench.provisioned()).isTrue();
        assertThat(state.ownership().doxm().deviceOwner())
                .isEqualTo(bench.service.answers().owner());
        assertThat(state.cloud().selected().id())
                .isEqualTo(bench.service.answers().cloudId());
        assertThat(state.identity()).isPresent();
        assertThat(state.accessControlList().isProvisioned()).isTrue();
        assertThat(bench.device.clock().isActive()).isTrue();
        assertThat(bench.cloud.started).containsExactly(state.cloud());
        assertThat(bench.cloud.identities).containsExactly(state.identity().orElseThrow());
        assertThat(bench.service.counts()).isEqualTo(Map.of(TIME, 1, OWNER, 1, CLOUD, 1, CREDENTIALS, 1, ACLS, 1));
        assertThat(bench.notes.masks).containsExactly(0x1, 0x2001, 0x2801, 0x2881, 0x2885, 0x2895, 0x2995);
        assertThat(bench.transport.open()).as("connections after it").isZero();
        assertThat(bench.loop.pendingTimers()).as("that of the renewal").isOne();
    }

    @Test
    void the_time_has_a_connection_of_its_own_that_looks_at_no_dates() {
        bench.start();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(bench.transport.dials())
                .extracting(dial -> dial.trust().dates())
                .containsExactly(CertificateDates.RELAXED, CertificateDates.STRICT);
    }

    @Test
    void the_id_and_the_key_are_stored_before_anything_is_sent() {
        assertThat(bench.store.saved).isNotEmpty();
        DeviceState first = bench.store.saved.get(0);
        bench.start();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(first.id()).isEqualTo(bench.device.state().id());
        assertThat(first.key()).isEqualTo(bench.device.state().key());
    }

    @Test
    void the_stored_state_is_ahead_of_the_next_request() {
        bench.service.on(CREDENTIALS, Reply.silence());

        bench.start();
        bench.runFor(Duration.ofSeconds(1));

        DeviceState stored = bench.store.saved.get(bench.store.saved.size() - 1);
        assertThat(stored.isOwned()).isTrue();
        assertThat(stored.cloud().isProvisioned()).isTrue();
    }

    @Test
    void a_second_start_with_a_complete_store_asks_for_nothing_and_starts_the_cloud() throws Exception {
        bench.start();
        bench.runFor(Duration.ofSeconds(1));
        bench.client.close();
        Device again = bench.open(bench.store);
        int dials = bench.transport.dials().size();

        DpsClient second = bench.client(again, DpsConfig.DEFAULTS);
        StartResult result = second.start();
        bench.runFor(Duration.ofMillis(10));

        assertThat(result).isEqualTo(StartResult.STARTED);
        assertThat(again.state().id()).isEqualTo(bench.device.state().id());
        assertThat(bench.transport.dials()).hasSize(dials);
        assertThat(bench.cloud.started).hasSize(2);
    }

    @Test
    void a_restart_in_the_middle_goes_on_at_the_step_that_is_missing() {
        bench.service.on(CREDENTIALS, Reply.silence());
        bench.start();
        bench.runFor(Duration.ofSeconds(1));
        bench.client.close();

        DpsClient second = bench.client(bench.open(bench.store), DpsConfig.DEFAULTS);
        start(second);
        bench.runFor(Duration.ofSeconds(1));

        assertThat(second.snapshot().isProvisioned()).isTrue();
        assertThat(bench.service.counts()).isEqualTo(Map.of(TIME, 1, OWNER, 1, CLOUD, 1, CREDENTIALS, 2, ACLS, 1));
    }

    @Test
    void an_identity_that_is_about_to_expire_is_asked_for_again_at_the_next_start() {
        bench.service.on(CREDENTIALS, Reply.certificateUntil(bench.loop.now().plus(Duration.ofHours(2))));
        bench.start();
        bench.runFor(Duration.ofSeconds(1));
        bench.client.close();
        bench.runFor(Duration.ofMinutes(90));

        DpsClient second = bench.client(bench.open(bench.store), DpsConfig.DEFAULTS);
        start(second);
        bench.runFor(Duration.ofSeconds(1));

        assertThat(second.snapshot().isProvisioned()).isTrue();
        assertThat(bench.service.counts()).isEqualTo(Map.of(TIME, 1, OWNER, 1, CLOUD, 1, CREDENTIALS, 2, ACLS, 2));
    }

    @Test
    void the_service_may_ask_for_the_links_while_the_device_waits_for_its_answer() throws Exception {
        bench.service.askingForLinksAt(CLOUD);

        bench.start();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(bench.provisioned()).isTrue();
        assertThat(ResourceLink.LIST_CODEC.decode(bench.service.links().get(0).toArray()))
                .extracting(ResourceLink::href)
                .contains("/oic/res", "/oic/d", "/oic/p");
    }

    @Test
    void that_a_device_was_provisioned_is_remembered_until_its_reset() {
        assertThat(bench.client.hasBeenProvisionedSinceReset()).isFalse();
        bench.start();
        bench.runFor(Duration.ofSeconds(1));
        assertThat(bench.client.hasBeenProvisionedSinceReset()).isTrue();

        DpsClient again = bench.client(bench.open(bench.store), DpsConfig.DEFAULTS);
        assertThat(again.hasBeenProvisionedSinceReset()).isTrue();

        bench.service.on(OWNER, Reply.silence());
        bench.reset();
        bench.runFor(Duration.ofSeconds(1));
        assertThat(bench.client.hasBeenProvisionedSinceReset()).isFalse();
    }

    @Test
    void an_endpoint_that_fails_through_the_whole_table_makes_way_for_the_next() {
        bench.client.endpoints().replaceWith(DpsEndpoint.of("coaps+tcp://nobody.test"));
        bench.client.endpoints().add(DpsEndpoint.of(Bench.FIRST));

        bench.start();
        bench.runFor(Duration.ofSeconds(270));

        assertThat(bench.provisioned()).isTrue();
        assertThat(bench.transport.dials())
                .extracting(dial -> dial.endpoint().uri().getHost())
                .containsExactly(
                        "nobody.test",
                        "nobody.test",
                        "nobody.test",
                        "nobody.test",
                        "nobody.test",
                        "first.test",
                        "first.test");
    }

    @Test
    void a_forced_reprovision_does_all_steps_again_and_keeps_the_device_working_meanwhile() throws Exception {
        bench.start();
        bench.runFor(Duration.ofSeconds(1));
        UUID id = bench.device.state().id();

        bench.client.forceReprovision();
        bench.client.restart();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(bench.provisioned()).isTrue();
        assertThat(bench.service.counts()).isEqualTo(Map.of(TIME, 2, OWNER, 2, CLOUD, 2, CREDENTIALS, 2, ACLS, 2));
        assertThat(bench.device.state().id()).isEqualTo(id);
        assertThat(bench.cloud.started).hasSize(2);
    }

    @Test
    void a_factory_reset_forgets_all_and_provisions_a_new_id() throws Exception {
        bench.start();
        bench.runFor(Duration.ofSeconds(1));
        UUID before = bench.device.state().id();

        bench.client.onFactoryReset();
        bench.device.update(state -> state.factoryReset(UUID.randomUUID(), state.key()));
        bench.install(bench.device);
        assertThat(bench.client.start()).isEqualTo(StartResult.NO_ENDPOINT_SELECTED);
        bench.client.endpoints().add(DpsEndpoint.of(Bench.FIRST));
        StartResult started = bench.client.start();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(started).isEqualTo(StartResult.STARTED);
        assertThat(bench.provisioned()).isTrue();
        assertThat(bench.device.state().id()).isNotEqualTo(before);
        assertThat(bench.service.counts()).isEqualTo(Map.of(TIME, 2, OWNER, 2, CLOUD, 2, CREDENTIALS, 2, ACLS, 2));
    }

    @Test
    void a_start_waits_for_the_reset_that_is_being_stored() throws Exception {
        bench.start();
        bench.runFor(Duration.ofSeconds(1));
        bench.store.holding = true;

        bench.client.onFactoryReset();
        bench.device.update(state -> state.factoryReset(UUID.randomUUID(), state.key()));
        bench.client.endpoints().add(DpsEndpoint.of(Bench.FIRST));
        bench.client.start();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(bench.cloud.started).as("the cloud of the old owner").hasSize(1);
        bench.store.release();
        bench.install(bench.device);
        bench.runFor(Duration.ofSeconds(10));
        assertThat(bench.provisioned()).isTrue();
        assertThat(bench.service.counts()).containsEntry(TIME, 2);
    }

    @Test
    void a_stop_before_such_a_start_begins_is_heard() throws Exception {
        bench.store.holding = true;
        bench.device.update(state -> state.withName("another name"));
        bench.client.start();
        bench.client.stop();
        bench.runFor(Duration.ofSeconds(1));

        bench.store.release();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(bench.transport.dials()).isEmpty();
        assertThat(bench.client.snapshot().mask()).isZero();
    }

    @Test
    void a_stop_at_any_moment_leaves_no_timer_and_no_connection_and_a_start_goes_on() {
        for (ProvisioningStep step : ProvisioningStep.values()) {
            Bench held = new Bench();
            held.service.on(step, Reply.silence());
            held.start();
            held.runFor(Duration.ofSeconds(1));

            held.client.stop();
            held.runFor(Duration.ofMillis(5));

            assertThat(held.loop.pendingTimers()).as("timers after %s", step).isZero();
            assertThat(held.transport.open()).isZero();
            held.start();
            held.runFor(Duration.ofSeconds(1));
            assertThat(held.provisioned()).isTrue();
        }
    }

    @Test
    void a_stop_while_the_connection_is_being_opened_closes_it_when_it_comes_up() {
        bench.start();
        bench.loop.runNext();
        bench.client.stop();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(bench.transport.open()).isZero();
        assertThat(bench.service.counts()).isEmpty();
    }

    @Test
    void a_device_that_was_stopped_or_closed_while_it_takes_itself_over_does_not_dial() {
        for (Consumer<DpsClient> end : List.<Consumer<DpsClient>>of(DpsClient::stop, DpsClient::close)) {
            Bench held = new Bench();
            held.store.holding = true;
            held.start();
            held.runFor(Duration.ofSeconds(1));

            end.accept(held.client);
            held.runFor(Duration.ofSeconds(1));
            held.store.release();
            held.runFor(Duration.ofSeconds(1));

            assertThat(held.transport.dials()).isEmpty();
        }
    }

    @Test
    void two_resets_in_a_row_at_any_moment_end_in_one_provisioning() throws Exception {
        for (ProvisioningStep step : ProvisioningStep.values()) {
            for (Reply reply : List.of(Reply.silence(), Reply.code("4.00"), Reply.late(Duration.ofMillis(500)))) {
                Bench shaken = new Bench();
                shaken.service.on(step, reply);
                shaken.start();
                shaken.runFor(Duration.ofMillis(400));

                shaken.reset();
                shaken.reset();
                shaken.runFor(Duration.ofSeconds(1));

                assertThat(shaken.client.snapshot().isProvisioned())
                        .as("after %s at %s", reply, step)
                        .isTrue();
                assertThat(shaken.cloud.started).hasSize(1);
                assertThat(shaken.device
                                .state()
                                .identity()
                                .orElseThrow()
                                .chain()
                                .get(0)
                                .getSubjectX500Principal())
                        .hasToString("CN=uuid:" + shaken.device.state().id());
                assertThat(shaken.transport.open()).isZero();
                assertThat(shaken.loop.pendingTimers())
                        .as("that of the renewal")
                        .isOne();
            }
        }
    }

    @Test
    void two_resets_in_a_row_while_a_connection_is_opened_end_in_one_provisioning() throws Exception {
        bench.start();
        bench.runFor(Duration.ofNanos(1));

        bench.reset();
        bench.reset();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(bench.provisioned()).isTrue();
        assertThat(bench.service.counts()).isEqualTo(Map.of(TIME, 1, OWNER, 1, CLOUD, 1, CREDENTIALS, 1, ACLS, 1));
        assertThat(bench.transport.open()).isZero();
    }

    static void start(DpsClient client) {
        try {
            client.start();
        } catch (MissingManufacturerCertificateException e) {
            throw new AssertionError(e);
        }
    }
}
