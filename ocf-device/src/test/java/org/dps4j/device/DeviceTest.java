package org.dps4j.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.dps4j.device.security.Change;
import org.dps4j.device.security.credential.Deliveries;
import org.dps4j.device.time.ClockStatus;
import org.dps4j.loop.Cancellable;
import org.dps4j.loop.VirtualLoop;
import org.junit.jupiter.api.Test;

class DeviceTest {

    private static final Instant TOLD = Instant.parse("2027-01-01T00:00:00Z");

    private final VirtualLoop loop = new VirtualLoop(1);
    private final DeviceState first = DeviceStates.fresh();
    private final HeldStore store = new HeldStore(first);

    private Device opened(DeviceStore of) {
        CompletableFuture<Device> opened = Device.open(loop, of, DeviceStates::fresh);
        loop.runUntilIdle();
        return opened.getNow(null);
    }

    @Test
    void opens_with_what_the_store_keeps() {
        assertThat(opened(store).state()).isEqualTo(first);
        assertThat(store.asked).isEmpty();
    }

    @Test
    void a_time_that_is_told_twice_sets_the_clock_twice_and_is_saved_once() {
        Device device = opened(store);
        List<Instant> heard = new ArrayList<>();
        device.clock().addListener(heard::add);
        var once = device.applyTime(state -> new Change.Applied<>(state.withLastSyncedTime(TOLD)));
        loop.runUntilIdle();
        store.saved();
        loop.advance(Duration.ofHours(1));
        assertThat(device.clock().now()).isEqualTo(TOLD.plus(Duration.ofHours(1)));

        var again = device.applyTime(state -> new Change.Applied<>(state.withLastSyncedTime(TOLD)));
        loop.runUntilIdle();

        assertThat(device.clock().now()).isEqualTo(TOLD);
        assertThat(heard).containsExactly(TOLD, TOLD);
        assertThat(store.asked).hasSize(1);
        assertThat(once).isCompleted();
        assertThat(again).isCompleted();
    }

    @Test
    void a_time_from_the_store_that_is_told_again_is_in_sync() {
        Device device = opened(new HeldStore(first.withLastSyncedTime(TOLD)));
        device.update(state -> state.withLastSyncedTime(TOLD));
        loop.runUntilIdle();
        assertThat(device.clock().status()).isEqualTo(ClockStatus.IN_SYNC_FROM_STORAGE);

        device.applyTime(state -> new Change.Applied<>(state.withLastSyncedTime(TOLD)));
        loop.runUntilIdle();

        assertThat(device.clock().status()).isEqualTo(ClockStatus.IN_SYNC);
    }

    @Test
    void a_time_that_is_forgotten_deactivates_the_clock_and_is_forgotten_by_the_store() {
        HeldStore kept = new HeldStore(first.withLastSyncedTime(TOLD));
        Device forgetful = opened(kept);

        forgetful.update(DeviceState::withoutLastSyncedTime);
        loop.runUntilIdle();
        assertThat(forgetful.clock().isActive()).isTrue();
        kept.saved();
        loop.runUntilIdle();

        assertThat(forgetful.clock().isActive()).isFalse();
        assertThat(forgetful.clock().status()).isEqualTo(ClockStatus.SYNCING);
        assertThat(kept.asked)
                .singleElement()
                .satisfies(saved -> assertThat(saved.lastSyncedTime()).isEmpty());
    }

    @Test
    void a_new_device_is_saved_before_anybody_sees_it() {
        HeldStore empty = new HeldStore();

        CompletableFuture<Device> opened = Device.open(loop, empty, () -> first);
        loop.runUntilIdle();
        assertThat(opened).isNotDone();
        empty.saved();
        loop.runUntilIdle();

        assertThat(empty.asked).containsExactly(first);
        assertThat(opened.join().state()).isEqualTo(first);
    }

    @Test
    void does_not_open_when_the_store_cannot_be_read_or_written() {
        StoreException failure = new StoreException("/x", "a state", "nonsense", "mend it");
        HeldStore empty = new HeldStore();
        CompletableFuture<Device> unread = Device.open(loop, new HeldStore(failure), () -> first);
        CompletableFuture<Device> unwritten = Device.open(loop, empty, () -> first);
        loop.runUntilIdle();
        empty.failed();
        loop.runUntilIdle();

        assertThat(unread).isCompletedExceptionally();
        assertThat(unread.handle((value, thrown) -> thrown).join()).isSameAs(failure);
        assertThat(unwritten.handle((value, thrown) -> thrown).join()).isInstanceOf(StoreException.class);
    }

    @Test
    void a_birth_that_fails_fails_the_opening() {
        CompletableFuture<Device> opened = Device.open(loop, new HeldStore(), () -> {
            throw new IllegalStateException("no keys here");
        });
        loop.runUntilIdle();

        assertThat(opened.handle((value, thrown) -> thrown).join()).hasMessage("no keys here");
    }

    @Test
    void a_change_is_seen_once_it_is_saved_and_not_before() {
        Device device = opened(store);
        List<String> seen = new ArrayList<>();
        device.addListener((before, after) -> seen.add(before.name() + " -> " + after.name()));

        CompletableFuture<DeviceState> update = device.update(state -> state.withName("second"));
        loop.runUntilIdle();
        assertThat(device.state()).isEqualTo(first);
        assertThat(update).isNotDone();
        store.saved();
        loop.runUntilIdle();

        assertThat(device.state().name()).isEqualTo("second");
        assertThat(update.join()).isEqualTo(device.state());
        assertThat(seen).containsExactly("test device -> second");
    }

    @Test
    void a_second_change_waits_for_the_first_and_builds_on_it() {
        Device device = opened(store);

        var one = device.update(state -> state.withName(state.name() + " 1"));
        var two = device.update(state -> state.withName(state.name() + " 2"));
        loop.runUntilIdle();
        assertThat(store.asked).hasSize(1);
        store.saved();
        loop.runUntilIdle();
        assertThat(one).isDone();
        assertThat(two).isNotDone();
        store.saved();
        loop.runUntilIdle();

        assertThat(two.join().name()).isEqualTo("test device 1 2");
    }

    @Test
    void a_save_that_fails_leaves_the_state_untouched_and_the_next_change_builds_on_that() {
        Device device = opened(store);
        List<DeviceState> seen = new ArrayList<>();
        device.addListener((before, after) -> seen.add(after));

        var lost = device.update(state -> state.withName("lost"));
        var kept = device.update(state -> state.withCloud(state.cloud()).withName(state.name() + " kept"));
        loop.runUntilIdle();
        store.failed();
        loop.runUntilIdle();
        assertThat(device.state()).isEqualTo(first);
        store.saved();
        loop.runUntilIdle();

        assertThat(lost.handle((value, thrown) -> thrown).join()).isInstanceOf(StoreException.class);
        assertThat(kept.join().name()).isEqualTo("test device kept");
        assertThat(seen).containsExactly(kept.join());
    }

    @Test
    void a_refused_change_saves_nothing_and_says_why() {
        Device device = opened(store);

        var refused = device.apply(state -> new Change.Refused<>("something good", "something bad"));
        loop.runUntilIdle();

        assertThat(refused.join()).isEqualTo(new Change.Refused<DeviceState>("something good", "something bad"));
        assertThat(store.asked).isEmpty();
    }

    @Test
    void a_change_that_changes_nothing_is_not_saved() {
        Device device = opened(store);

        var update = device.update(state -> state.withName(state.name()));
        loop.runUntilIdle();

        assertThat(update.join()).isEqualTo(first);
        assertThat(store.asked).isEmpty();
    }

    @Test
    void what_a_failed_save_may_have_left_in_the_store_is_written_over_by_the_next_change_whatever_it_is() {
        Device device = opened(store);
        var failing = device.update(state -> state.withName("half stored"));
        loop.runUntilIdle();
        store.failed();
        loop.runUntilIdle();
        assertThat(failing).isCompletedExceptionally();

        var next = device.update(state -> state);
        loop.runUntilIdle();
        assertThat(next).isNotDone();
        store.saved();
        loop.runUntilIdle();
        assertThat(next).isCompletedWithValue(first);

        var later = device.update(state -> state);
        loop.runUntilIdle();
        assertThat(later).isCompletedWithValue(first);
        assertThat(store.asked).extracting(DeviceState::name).containsExactly("half stored", first.name());
    }

    @Test
    void a_credential_that_the_application_installs_is_visible_at_once_and_not_saved() {
        KeyPair keys = Deliveries.newKeys();
        List<X509Certificate> chain = new Deliveries().manufacturerChain(keys.getPublic());
        Device device = opened(store);
        List<DeviceState> seen = new ArrayList<>();
        device.addListener((before, after) -> seen.add(after));

        var update = device.update(state -> state.withCredentials(state.credentials()
                .installManufacturerCertificate(chain, keys.getPrivate())
                .credentials()));
        loop.runUntilIdle();

        assertThat(update).isDone();
        assertThat(device.state().credentials().manufacturerIdentity()).isPresent();
        assertThat(seen).containsExactly(device.state());
        assertThat(store.asked).isEmpty();
    }

    @Test
    void a_change_that_throws_fails_alone() {
        Device device = opened(store);

        var broken = device.update(state -> state.withName(""));
        var sound = device.update(state -> state.withName("sound"));
        loop.runUntilIdle();
        store.saved();
        loop.runUntilIdle();

        assertThat(broken.handle((value, thrown) -> thrown).join()).isInstanceOf(IllegalArgumentException.class);
        assertThat(sound.join().name()).isEqualTo("sound");
    }

    @Test
    void a_change_and_a_listener_that_lack_a_class_stop_nothing() {
        Device device = opened(store);
        device.addListener((before, after) -> {
            throw new NoClassDefFoundError("a jar of the application is not there");
        });

        var broken = device.update(state -> {
            throw new NoClassDefFoundError("nor this one");
        });
        var one = device.update(state -> state.withName("one"));
        var two = device.update(state -> state.withName("two"));
        loop.runUntilIdle();
        store.saved();
        loop.runUntilIdle();
        store.saved();
        loop.runUntilIdle();

        assertThat(broken.handle((value, thrown) -> thrown).join()).isInstanceOf(NoClassDefFoundError.class);
        assertThat(one.join().name()).isEqualTo("one");
        assertThat(two.join().name()).isEqualTo("two");
    }

    @Test
    void a_listener_that_throws_is_ignored_and_a_cancelled_one_hears_nothing() {
        Device device = opened(store);
        List<DeviceState> seen = new ArrayList<>();
        device.addListener((before, after) -> {
            throw new IllegalStateException("a bad listener");
        });
        device.addListener((before, after) -> seen.add(after));
        Cancellable cancelled = device.addListener((before, after) -> seen.add(before));
        cancelled.cancel();

        var update = device.update(state -> state.withName("second"));
        loop.runUntilIdle();
        store.saved();
        loop.runUntilIdle();

        assertThat(seen).containsExactly(update.join());
    }

    @Test
    void the_clock_follows_the_time_that_the_state_was_told() {
        Device device = opened(store);
        var update = device.update(state -> state.withLastSyncedTime(TOLD));
        loop.runUntilIdle();
        assertThat(device.clock().isActive()).isFalse();
        store.saved();
        loop.runUntilIdle();

        assertThat(update).isCompleted();
        assertThat(device.clock().status()).isEqualTo(ClockStatus.IN_SYNC);
        loop.advance(Duration.ofSeconds(7));
        assertThat(device.clock().now()).isEqualTo(TOLD.plusSeconds(7));
    }

    @Test
    void the_clock_starts_from_the_store_and_a_factory_reset_stops_it() {
        HeldStore told = new HeldStore(first.withLastSyncedTime(TOLD));
        Device device = opened(told);
        assertThat(device.clock().status()).isEqualTo(ClockStatus.IN_SYNC_FROM_STORAGE);

        DeviceState other = DeviceStates.fresh();
        var reset = device.update(state -> state.factoryReset(other.id(), other.key()));
        loop.runUntilIdle();
        told.saved();
        loop.runUntilIdle();

        assertThat(reset).isCompleted();
        assertThat(device.clock().isActive()).isFalse();
    }
}
