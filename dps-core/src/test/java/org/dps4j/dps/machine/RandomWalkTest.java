package org.dps4j.dps.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.dps4j.testkit.machine.TransitionTable;
import org.junit.jupiter.api.Test;

/** What holds whatever happens: 400 000 transitions with late, duplicate and foreign events. */
class RandomWalkTest {

    private static final Path PAGE = Path.of("").toAbsolutePath().getParent().resolve("docs/machines.md");
    private static final List<Failure> FAILURES = List.of(
            new Failure.NoAnswer(Duration.ofSeconds(10)),
            new Failure.Unavailable(ResponseCode.of("5.03"), ""),
            new Failure.ConnectionLost("reset"),
            new Failure.Rejected(ResponseCode.of("4.00"), ""),
            new Failure.UnreadableAnswer("", "a map", "an array"),
            new Failure.UnusableAnswer("a certificate", "none"),
            new Failure.Unreachable("connection refused"),
            new Failure.Untrusted("unknown issuer"),
            new Failure.OutOfDate("it ended", Instant.EPOCH),
            new Failure.LocalFault("disk full"));

    private final StepMachine machine = new StepMachine(3);

    @Test
    void invariants_hold_on_every_walk_and_a_replay_ends_in_the_same_state() throws IOException {
        int provisioned = 0;
        TransitionTable<Phase> table = new TransitionTable<>(Phase.class);
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            List<Event> events = new ArrayList<>();
            MachineState state = MachineState.INITIAL;
            boolean timer = false;
            for (int i = 0; i < 200; i++) {
                Event event = anyEvent(random, state);
                events.add(event);
                Transition transition = machine.on(state, event);
                timer = timerAfter(timer, event, transition);
                check(state, event, transition, timer);
                tell(table, state, event, transition);
                state = transition.state();
                provisioned += state.phase() == Phase.PROVISIONED ? 1 : 0;
            }
            assertThat(replay(events)).isEqualTo(state);
        }
        assertThat(provisioned).isGreaterThan(1_000);
        assertThat(Files.readAllLines(PAGE))
                .as("the page lacks this table:%n%s", String.join("\n", table.lines()))
                .containsSequence(table.lines());
    }

    private static void tell(TransitionTable<Phase> table, MachineState state, Event event, Transition transition) {
        String heard = event.getClass().getSimpleName();
        if (transition.equals(Transition.ignored(state))) {
            table.ignored(state.phase(), heard);
        } else {
            table.went(state.phase(), heard, transition.state().phase());
        }
    }

    private static boolean timerAfter(boolean before, Event event, Transition transition) {
        boolean timer = before
                && !(event instanceof Event.RetryDue && !transition.effects().isEmpty());
        for (Effect effect : transition.effects()) {
            if (effect instanceof Effect.ScheduleRetry) {
                assertThat(timer).as("one timer at a time").isFalse();
                timer = true;
            } else if (effect instanceof Effect.CancelRetry) {
                timer = false;
            }
        }
        return timer;
    }

    private static void check(MachineState before, Event event, Transition transition, boolean timer) {
        MachineState after = transition.state();
        long starts = count(transition, Effect.StartCloud.class);
        long retries = count(transition, Effect.ScheduleRetry.class);
        long requests = count(transition, Effect.Request.class);

        assertThat(timer).as("the timer runs exactly while pausing").isEqualTo(after.phase() == Phase.PAUSING);
        assertThat(starts + retries + requests).isLessThanOrEqualTo(1);
        if (starts == 1) {
            assertThat(after.status()).containsAll(ProvisioningStep.allDone());
        }
        if (after.nextStep().isEmpty() && !before.nextStep().isEmpty()) {
            assertThat(starts).as("everything done starts the cloud").isEqualTo(1);
        }
        boolean failed = event instanceof Event.StepFailed || event instanceof Event.CloudFailed;
        boolean accepted = !after.equals(before);
        assertThat(retries).as("one retry per accepted failure").isEqualTo(failed && accepted ? 1 : 0);
        for (ProvisioningStep step : ProvisioningStep.values()) {
            assertThat(after.status().contains(step.asked()) && after.status().contains(step.done()))
                    .as("%s asked and done at once", step)
                    .isFalse();
        }
        if (event instanceof Event.Stopped || event instanceof Event.Reset) {
            assertThat(after.phase()).isEqualTo(Phase.STOPPED);
            assertThat(timer).isFalse();
            assertThat(transition.effects()).contains(new Effect.Disconnect());
        }
        assertThat(after.generation()).isGreaterThanOrEqualTo(before.generation());
    }

    private static long count(Transition transition, Class<? extends Effect> kind) {
        return transition.effects().stream().filter(kind::isInstance).count();
    }

    private MachineState replay(List<Event> events) {
        MachineState state = MachineState.INITIAL;
        for (Event event : events) {
            state = machine.on(state, event).state();
        }
        return state;
    }

    /** Mostly what the state waits for, so that walks get somewhere, and often something late or foreign. */
    private static Event anyEvent(Random random, MachineState state) {
        long generation = random.nextInt(8) == 0 ? Math.max(0, state.generation() - 1) : state.generation();
        ProvisioningStep step = random.nextInt(6) == 0 || state.nextStep().isEmpty()
                ? ProvisioningStep.values()[random.nextInt(5)]
                : state.nextStep().get();
        Failure failure = FAILURES.get(random.nextInt(FAILURES.size()));
        return switch (random.nextInt(24)) {
            case 0 -> new Event.Started(anySteps(random));
            case 1 -> random.nextInt(10) == 0 ? new Event.Stopped() : new Event.Started(Set.of());
            case 2 -> random.nextInt(20) == 0 ? new Event.Reset() : new Event.RetryDue(generation);
            case 3 -> random.nextInt(10) == 0 ? new Event.ReprovisionForced() : new Event.StepsVoided(anyStep(random));
            case 4, 5, 6, 7, 8 -> new Event.RetryDue(generation);
            case 9, 10, 11 -> new Event.StepFailed(step, generation, failure);
            case 12 -> new Event.CloudFailed(generation, new Failure.CloudNotStarted("no identity"));
            case 13, 14, 15 -> new Event.CloudStarted(generation);
            default ->
                new Event.StepSucceeded(
                        step, generation, random.nextInt(10) == 0 ? ConnectionAfter.REPLACE : ConnectionAfter.KEEP);
        };
    }

    private static ProvisioningStep anyStep(Random random) {
        return ProvisioningStep.values()[random.nextInt(5)];
    }

    private static Set<ProvisioningStep> anySteps(Random random) {
        EnumSet<ProvisioningStep> steps = EnumSet.noneOf(ProvisioningStep.class);
        for (ProvisioningStep step : ProvisioningStep.values()) {
            if (random.nextInt(4) != 0) {
                steps.add(step);
            }
        }
        return steps;
    }
}
