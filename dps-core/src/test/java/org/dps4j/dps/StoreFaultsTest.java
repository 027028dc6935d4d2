package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.dps4j.device.DeviceState;
import org.dps4j.device.cloud.CloudRegistration;
import org.dps4j.device.store.PowerCutFiles;
import org.dps4j.device.store.PowerCutFiles.Survives;
import org.dps4j.device.store.StoreFaults;
import org.dps4j.protocol.Secret;
import org.dps4j.testkit.seed.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A device whose program is killed, whose power goes, or whose disk is full, at every single system call of its store: of a
 * whole provisioning from the first start on, and of a factory reset with the provisioning that follows.
 */
class StoreFaultsTest {

    private final Bench bench = new Bench();

    @ParameterizedTest
    @EnumSource(names = {"NOTHING", "ALL"})
    void a_provisioning_that_is_killed_at_any_call_is_gone_on_with_at_the_next_start(Survives survives) {
        int calls = calls(new PowerCutFiles(), Life::start);
        assertThat(calls).isGreaterThan(50);
        for (int call = 1; call <= calls; call++) {
            PowerCutFiles disk = new PowerCutFiles();
            killedAt(call, disk, Life::start);

            disk.cut(survives);

            assertProvisionedAtNextStart(disk, "killed at call " + call + " of " + calls);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NOTHING", "ALL"})
    void a_reset_that_is_killed_at_any_call_was_made_or_was_not(Survives survives) {
        PowerCutFiles provisioned = provisioned();
        DeviceState old = stored(provisioned).orElseThrow();
        int calls = calls(provisioned.copy(), life -> life.start().run().reset());
        List<Boolean> made = new ArrayList<>();
        for (int call = 1; call <= calls; call++) {
            String when = "killed at call " + call + " of " + calls;
            PowerCutFiles disk = provisioned.copy();
            killedAt(call, disk, life -> life.start().run().reset());

            disk.cut(survives);

            DeviceState left = stored(disk).orElseThrow();
            made.add(!left.id().equals(old.id()));
            if (left.id().equals(old.id())) {
                assertThat(left).as(when).isEqualTo(old);
                bench.service.counts().clear();
                assertProvisionedAtNextStart(disk, when);
                assertThat(bench.service.counts()).as(when).isEmpty();
            } else {
                assertThat(left.key()).as(when).isNotEqualTo(old.key());
                assertThat(Traces.of(old).in(disk.content())).as(when).isEmpty();
                assertProvisionedAtNextStart(disk, when);
                assertThat(Traces.of(old).in(disk.content())).as(when).isEmpty();
            }
        }
        assertThat(made).contains(true, false).isSorted();
    }

    @ParameterizedTest
    @EnumSource(names = {"NOTHING", "ALL"})
    void a_change_of_owner_that_is_killed_at_any_call_leaves_no_account_of_the_owner_before(Survives survives) {
        PowerCutFiles provisioned = withAccount(provisioned());
        DeviceState old = stored(provisioned).orElseThrow();
        bench.service.answers().changeOwner();
        int calls = calls(provisioned.copy(), Life::provisionAgain);
        List<Boolean> changed = new ArrayList<>();
        for (int call = 1; call <= calls; call++) {
            String when = "killed at call " + call + " of " + calls;
            PowerCutFiles disk = provisioned.copy();
            killedAt(call, disk, Life::provisionAgain);

            disk.cut(survives);

            DeviceState left = stored(disk).orElseThrow();
            changed.add(!left.ownership().equals(old.ownership()));
            if (left.ownership().equals(old.ownership())) {
                assertThat(left.cloud()).as(when).isEqualTo(old.cloud());
            } else {
                assertProvisionedAtNextStart(disk, when);
                assertThat(stored(disk).orElseThrow().cloud().registration())
                        .as(when)
                        .isEmpty();
            }
        }
        assertThat(changed).contains(true, false).isSorted();
    }

    @Test
    void a_device_that_is_killed_again_and_again_is_provisioned_in_the_end() {
        int calls = calls(new PowerCutFiles(), Life::start);
        Seeds.run(Integer.getInteger("dps4j.sequences", 1_000) / 50, seed -> {
            Random random = new Random(seed);
            PowerCutFiles disk = new PowerCutFiles();
            for (int kills = 2 + random.nextInt(5); kills > 0; kills--) {
                boolean resetting = random.nextInt(4) == 0;
                StoreFaults faults = StoreFaults.stoppingAt(1 + random.nextInt(calls));
                live(disk, faults, resetting ? life -> life.start().run().reset() : Life::start)
                        .ifPresent(Life::end);
                disk.cut(Survives.values()[random.nextInt(4)]);
                stored(disk).ifPresent(Whole::assertConsistent);
            }

            assertProvisionedAtNextStart(disk, "killed again and again");
        });
    }

    @Test
    void a_call_that_fails_once_holds_a_provisioning_up_and_nothing_else() {
        int calls = calls(new PowerCutFiles(), Life::start);
        for (int call = 1; call <= calls; call++) {
            PowerCutFiles disk = new PowerCutFiles();
            StoreFaults faults = StoreFaults.failingAt(call);
            Optional<Life> life = live(disk, faults, Life::start);

            assertGoesOn(life, disk, "failed at call " + call + " of " + calls);
        }
    }

    @Test
    void a_disk_that_is_full_from_any_call_on_holds_a_provisioning_up_until_there_is_room() {
        int calls = calls(new PowerCutFiles(), Life::start);
        for (int call = 1; call <= calls; call++) {
            String when = "full from call " + call + " of " + calls;
            PowerCutFiles disk = new PowerCutFiles();
            StoreFaults faults = StoreFaults.fullFrom(call);
            Optional<Life> life = opened(disk, faults);
            life.ifPresent(device -> {
                device.start();
                bench.runFor(Duration.ofMinutes(2));
                assertThat(device.client.isStarted()).isTrue();
            });

            faults.makeRoom();

            assertGoesOn(life, disk, when);
        }
    }

    @Test
    void a_reset_on_a_full_disk_is_refused_and_the_device_stays_as_it_is_on_the_disk_too() {
        PowerCutFiles provisioned = provisioned();
        DeviceState old = stored(provisioned).orElseThrow();
        int before = calls(provisioned.copy(), life -> life.start().run());
        int calls = calls(provisioned.copy(), life -> life.start().run().reset());
        for (int call = before + 1; call <= calls; call++) {
            String when = "full from call " + call + " of " + before + " to " + calls;
            PowerCutFiles disk = provisioned.copy();
            StoreFaults faults = StoreFaults.fullFrom(call);
            Life life = opened(disk, faults).orElseThrow().start().run();
            life.reset();
            bench.runFor(Duration.ofMinutes(2));
            boolean refused = life.state().id().equals(old.id());
            faults.makeRoom();

            bench.runFor(Duration.ofMinutes(5));
            assertThat(life.client.snapshot().isProvisioned()).as(when).isTrue();
            if (refused) {
                assertThat(life.state().withoutInstalledCredentials()).as(when).isEqualTo(old);
                life.reset();
                bench.runFor(Duration.ofMinutes(1));
            }

            assertThat(life.state().id()).as(when).isNotEqualTo(old.id());
            assertGoesOn(Optional.of(life), disk, when);
            assertThat(Traces.of(old).in(disk.content())).as(when).isEmpty();
        }
    }

    /** Lives with these faults on this disk until nothing more happens, unless they keep it from being opened. */
    private Optional<Life> live(PowerCutFiles disk, StoreFaults faults, Consumer<Life> life) {
        Optional<Life> opened = opened(disk, faults);
        opened.ifPresent(device -> {
            life.accept(device);
            device.run();
        });
        return opened;
    }

    private Optional<Life> opened(PowerCutFiles disk, StoreFaults faults) {
        try {
            return Optional.of(new Life(bench, disk.store(bench.loop::execute, faults)));
        } catch (CompletionException e) {
            assertThat(faults.struck()).isTrue();
            return Optional.empty();
        }
    }

    private void killedAt(int call, PowerCutFiles disk, Consumer<Life> life) {
        StoreFaults faults = StoreFaults.stoppingAt(call);
        live(disk, faults, life).ifPresent(Life::end);
        assertThat(faults.struck()).isTrue();
    }

    private int calls(PowerCutFiles disk, Consumer<Life> life) {
        StoreFaults counting = StoreFaults.none();
        live(disk, counting, life).orElseThrow().end();
        return counting.calls();
    }

    private PowerCutFiles provisioned() {
        PowerCutFiles disk = new PowerCutFiles();
        calls(disk, Life::start);
        return disk;
    }

    private PowerCutFiles withAccount(PowerCutFiles disk) {
        CloudRegistration account = new CloudRegistration(
                "the owner before", Secret.ofText("access"), Secret.ofText("refresh"), Optional.empty());
        calls(
                disk,
                life -> life.device.update(
                        state -> state.withCloud(state.cloud().withRegistration(account))));
        return disk;
    }

    private static Optional<DeviceState> stored(PowerCutFiles disk) {
        return disk.store(Runnable::run, StoreFaults.none())
                .load()
                .toCompletableFuture()
                .join();
    }

    private void assertProvisionedAtNextStart(PowerCutFiles disk, String when) {
        stored(disk).ifPresent(Whole::assertConsistent);
        Life life = new Life(bench, disk.store(bench.loop::execute, StoreFaults.none()));
        life.start().run();
        assertProvisioned(life, disk, when);
    }

    /** In the same run where the device could be opened, else in the next one. */
    private void assertGoesOn(Optional<Life> life, PowerCutFiles disk, String when) {
        if (life.isEmpty()) {
            assertProvisionedAtNextStart(disk, when);
        } else {
            bench.runFor(Duration.ofMinutes(5));
            var unused = life.get().device.update(state -> state);
            life.get().run();
            assertProvisioned(life.get(), disk, when);
        }
    }

    private void assertProvisioned(Life life, PowerCutFiles disk, String when) {
        assertThat(life.client.snapshot().isProvisioned()).as(when).isTrue();
        Whole.assertWhole(life.state(), bench.service);
        assertThat(life.states).allSatisfy(Whole::assertConsistent);
        assertThat(stored(disk)).as(when).contains(life.state().withoutInstalledCredentials());
        assertThat(disk.content()).as(when).containsOnlyKeys("device.cbor");
        assertThat(bench.transport.open()).as(when).isZero();
        assertThat(bench.loop.pendingTimers()).as(when).isOne();
        life.end();
    }
}
