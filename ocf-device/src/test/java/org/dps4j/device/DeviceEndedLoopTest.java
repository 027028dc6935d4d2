package org.dps4j.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.loop.VirtualLoop;
import org.junit.jupiter.api.Test;

/** Nobody waits for ever for a device whose loop ended. */
class DeviceEndedLoopTest {

    private final VirtualLoop loop = new VirtualLoop(1);
    private final EndingLoop ending = new EndingLoop(loop);
    private final DeviceState first = DeviceStates.fresh();
    private final HeldStore store = new HeldStore(first);

    private Device opened() {
        CompletableFuture<Device> opened = Device.open(ending, store, DeviceStates::fresh);
        loop.runUntilIdle();
        return opened.join();
    }

    private static void assertEnded(CompletableFuture<?> future) {
        assertThat(future).isDone();
        assertThat(future.handle((value, failure) -> failure).join())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("loop has ended");
    }

    @Test
    void a_change_that_is_being_saved_fails_and_so_do_those_behind_it() {
        Device device = opened();
        CompletableFuture<DeviceState> saving = device.update(state -> state.withName("one"));
        CompletableFuture<DeviceState> behind = device.update(state -> state.withName("two"));
        loop.runUntilIdle();
        CompletableFuture<DeviceState> last = device.update(state -> state.withName("three"));
        ending.end();

        store.saved();
        loop.runUntilIdle();

        assertEnded(saving);
        assertEnded(behind);
        assertEnded(last);
        assertThat(device.state()).isEqualTo(first);
        assertThat(store.asked).extracting(DeviceState::name).containsExactly("one");
    }

    @Test
    void so_does_a_change_whose_save_fails() {
        Device device = opened();
        CompletableFuture<DeviceState> saving = device.update(state -> state.withName("one"));
        loop.runUntilIdle();
        ending.end();

        store.failed();

        assertEnded(saving);
    }

    @Test
    void a_change_that_comes_after_the_end_fails() {
        Device device = opened();
        ending.end();

        assertEnded(device.update(state -> state.withName("late")));
    }

    @Test
    void a_device_that_is_being_read_or_born_is_not_opened() {
        HeldStore empty = new HeldStore();
        CompletableFuture<Optional<DeviceState>> read = new CompletableFuture<>();
        CompletableFuture<Device> reading = Device.open(ending, new Reading(read), DeviceStates::fresh);
        CompletableFuture<Device> born = Device.open(ending, empty, DeviceStates::fresh);
        loop.runUntilIdle();
        ending.end();

        read.complete(Optional.of(first));
        empty.saved();

        assertEnded(reading);
        assertEnded(born);
        assertEnded(Device.open(ending, store, DeviceStates::fresh));
    }

    private record Reading(CompletableFuture<Optional<DeviceState>> read) implements DeviceStore {

        @Override
        public CompletionStage<Optional<DeviceState>> load() {
            return read;
        }

        @Override
        public CompletionStage<Void> save(DeviceState state) {
            throw new AssertionError("nothing is to be saved");
        }
    }
}
