package org.dps4j.device.cloud.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.EndingLoop;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.CloudListener;
import org.dps4j.device.cloud.CloudStatus;
import org.dps4j.device.cloud.scripted.ScriptedCloudTransport;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.loop.Cancellable;
import org.dps4j.loop.Loop;
import org.dps4j.loop.VirtualLoop;
import org.dps4j.protocol.payload.cloud.CloudServer;
import org.junit.jupiter.api.Test;

/** The beginning of a cloud client, on which thread it happens, and what ends it before it happened. */
class CloudStartTest {

    private static CompletionStage<Void> start(OcfCloudClient client, DeviceState state) {
        return client.start(
                state.id(),
                CloudBench.configuration("another-code"),
                state.identity().orElseThrow());
    }

    @Test
    void it_starts_on_the_loop_although_the_loop_was_faster_than_the_caller() {
        PromptLoop loop = new PromptLoop(new VirtualLoop(3));
        DeviceState state = new CloudBench().device.state();
        Device device = Device.open(loop, new MemoryDeviceStore(), () -> state).join();
        List<Boolean> inLoop = new ArrayList<>();
        OcfCloudClient client = new OcfCloudClient(device, new ScriptedCloudTransport(loop), CloudSettings.DEFAULTS);
        client.addListener(new CloudListener() {
            @Override
            public void onStatusChanged(CloudStatus status) {
                inLoop.add(loop.inLoop());
            }
        });

        assertThat(start(client, state)).isCompleted();

        assertThat(inLoop).hasSizeGreaterThan(1).containsOnly(true);
    }

    @Test
    void a_client_that_is_stopped_before_its_configuration_is_stored_stays_stopped() {
        CloudBench bench = new CloudBench();

        CompletionStage<Void> started = start(bench.client, bench.device.state());
        CompletionStage<Void> stopped = bench.client.stop();
        bench.runFor(Duration.ofMinutes(1));

        assertThat(started).isCompleted();
        assertThat(stopped).isCompleted();
        assertThat(bench.transport.dials()).isEmpty();
    }

    @Test
    void a_client_that_leaves_before_its_configuration_is_stored_does_not_come_back() {
        CloudBench bench = new CloudBench();

        CompletionStage<Void> started = start(bench.client, bench.device.state());
        CompletableFuture<Void> left =
                bench.client.signOff(Duration.ofSeconds(10)).toCompletableFuture();
        bench.runFor(Duration.ofMinutes(1));

        assertThat(started).isCompleted();
        assertThat(left).isCompleted();
        assertThat(bench.transport.dials()).isEmpty();
    }

    @Test
    void a_cloud_whose_first_server_speaks_another_protocol_is_joined_at_one_that_speaks_ours() {
        CloudBench bench = new CloudBench();
        CloudServer datagrams = new CloudServer(URI.create("coaps://first.test:5684"), CloudBench.CLOUD);
        CloudConfiguration ours = bench.device.state().cloud();
        bench.device.update(state -> state.withCloud(new CloudConfiguration(
                datagrams, List.of(datagrams, ours.selected()), ours.access(), Optional.empty())));
        bench.runFor(Duration.ZERO);

        bench.start();

        assertThat(bench.isOnline()).isTrue();
        assertThat(bench.device.state().cloud().selected()).isEqualTo(ours.selected());
    }

    @Test
    void a_cloud_of_which_no_server_speaks_our_protocol_is_refused() {
        CloudBench bench = new CloudBench();
        CloudServer datagrams = new CloudServer(URI.create("coaps://first.test:5684"), CloudBench.CLOUD);
        CloudConfiguration other = new CloudConfiguration(
                datagrams, List.of(datagrams), bench.device.state().cloud().access(), Optional.empty());

        CompletionStage<Void> started = bench.client.start(
                bench.device.state().id(),
                other,
                bench.device.state().identity().orElseThrow());

        assertThat(started).isCompletedExceptionally();
        assertThatThrownBy(() -> started.toCompletableFuture().join())
                .hasRootCauseMessage("expected a cloud that begins with coaps+tcp://, found coaps://first.test:5684");
    }

    @Test
    void the_last_of_two_starts_counts() {
        CloudBench bench = new CloudBench();

        CompletionStage<Void> first = start(bench.client, bench.device.state());
        CompletionStage<Void> second = start(bench.client, bench.device.state());
        bench.runFor(Duration.ofSeconds(1));

        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(bench.transport.dials()).hasSize(1);
    }

    @Test
    void a_start_that_fails_on_the_loop_says_so() {
        VirtualLoop time = new VirtualLoop(3);
        EndingLoop loop = new EndingLoop(time);
        DeviceState state = new CloudBench().device.state();
        CompletableFuture<Device> opened = Device.open(loop, new MemoryDeviceStore(), () -> state);
        time.runUntilIdle();
        OcfCloudClient client =
                new OcfCloudClient(opened.join(), new ScriptedCloudTransport(loop), CloudSettings.DEFAULTS);

        CompletionStage<Void> started =
                client.start(state.id(), state.cloud(), state.identity().orElseThrow());
        loop.execute(loop::end);
        time.runUntilIdle();

        assertThat(started.handle((nothing, failure) -> failure).toCompletableFuture())
                .isCompletedWithValueMatching(RejectedExecutionException.class::isInstance);
    }

    /** Has done what it is told before the caller goes on, as a loop may whose caller is slow. */
    private record PromptLoop(VirtualLoop loop) implements Loop {

        @Override
        public void execute(Runnable task) {
            loop.execute(task);
            if (!loop.inLoop()) {
                loop.advance(Duration.ZERO);
            }
        }

        @Override
        public Instant now() {
            return loop.now();
        }

        @Override
        public long nanoTime() {
            return loop.nanoTime();
        }

        @Override
        public Cancellable schedule(Duration delay, Runnable task) {
            return loop.schedule(delay, task);
        }

        @Override
        public boolean inLoop() {
            return loop.inLoop();
        }

        @Override
        public RandomGenerator random() {
            return loop.random();
        }
    }
}
