package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.dps4j.device.DeviceState;
import org.dps4j.device.store.PowerCutFiles;
import org.dps4j.device.store.StoreFaults;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.scripted.ConnectReply;
import org.dps4j.dps.scripted.Reply;
import org.dps4j.testkit.seed.Seeds;
import org.junit.jupiter.api.Test;

/** A device that is reset at any moment becomes another one, and nothing is left of the one that it was. */
class FactoryResetTest {

    private final Bench bench = new Bench();
    private PowerCutFiles disk = new PowerCutFiles();

    @Test
    void the_search_finds_a_device_that_is_there() {
        Life life = live().start().run();

        assertThat(Traces.of(life.state()).in(disk.content()))
                .contains(
                        "id in device.cbor",
                        "private key in device.cbor",
                        "private key as a number in device.cbor",
                        "public key in device.cbor");
    }

    @Test
    void between_any_two_tasks_of_a_provisioning_and_after_it() {
        int tasks = tasks();
        assertThat(tasks).isGreaterThan(50);
        for (int moment = 0; moment <= tasks; moment++) {
            Life life = live().start().run(moment).reset();

            assertBecameAnother(life, "after " + moment + " of " + tasks + " tasks");
        }
    }

    @Test
    void again_and_again_in_the_middle_of_the_reset_before() {
        int tasks = tasks();
        Seeds.run(Integer.getInteger("dps4j.sequences", 1_000) / 50, seed -> {
            Random random = new Random(seed);
            Life life = live().start().run(random.nextInt(tasks));
            for (int resets = 2 + random.nextInt(3); resets > 0; resets--) {
                life.reset().run(random.nextInt(random.nextBoolean() ? 6 : tasks));
            }

            assertBecameAnother(life.reset(), "again and again");
        });
    }

    @Test
    void while_it_waits_for_an_answer_or_for_its_next_attempt_at_any_step() {
        for (ProvisioningStep step : ProvisioningStep.values()) {
            for (Reply reply : List.of(
                    Reply.silence(), Reply.code("4.00"), Reply.code("5.03"), Reply.late(Duration.ofMillis(1_500)))) {
                bench.service.on(step, reply);
                Life life = live().start().run().reset();

                assertBecameAnother(life, reply + " at " + step);
            }
        }
    }

    @Test
    void while_it_connects_or_waits_to_connect_again() {
        for (ConnectReply reply : ConnectReply.values()) {
            bench.service.onConnect(reply);
            Life life = live().start().run(3).reset();
            assertBecameAnother(life, "while " + reply);

            bench.service.onConnect(reply);
            life = live().start().run().reset();
            assertBecameAnother(life, "after " + reply);
        }
    }

    private Life live() {
        disk = new PowerCutFiles();
        return new Life(bench, disk.store(bench.loop::execute, StoreFaults.none()));
    }

    private int tasks() {
        Life life = live().start();
        int tasks = 0;
        while (!life.client.snapshot().isProvisioned() || isBusy()) {
            life.run(1);
            tasks++;
        }
        life.end();
        return tasks;
    }

    /** Whether there is more to come than the renewal of the credentials. */
    private boolean isBusy() {
        return bench.loop
                .untilNext()
                .filter(time -> time.compareTo(Duration.ofMinutes(1)) < 0)
                .isPresent();
    }

    private void assertBecameAnother(Life life, String when) {
        bench.runFor(Duration.ofMinutes(1));
        DeviceState now = life.state();

        assertThat(life.client.snapshot().isProvisioned()).as(when).isTrue();
        Whole.assertWhole(now, bench.service);
        assertThat(life.states.get(0).id()).as(when).isNotEqualTo(now.id());
        Map<UUID, DeviceState> lastOfEach = new HashMap<>();
        life.states.forEach(state -> lastOfEach.put(state.id(), state));
        for (DeviceState before : lastOfEach.values()) {
            if (!before.id().equals(now.id())) {
                assertThat(before.key()).as(when).isNotEqualTo(now.key());
                assertThat(Traces.of(before).in(disk.content())).as(when).isEmpty();
            }
        }
        assertThat(life.states).allSatisfy(Whole::assertConsistent);
        assertThat(bench.transport.open()).as(when).isZero();
        assertThat(bench.loop.pendingTimers()).as(when).isOne();
        life.end();
    }
}
