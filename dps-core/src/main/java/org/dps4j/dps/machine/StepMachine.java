package org.dps4j.dps.machine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what provisioning does next. A pure function of state and event: it has no clock, no socket and no memory, so
 * that replaying the events reproduces the state.
 *
 * @param attempts how many attempts one endpoint gets before the next one is selected: the entries of the retry table
 */
public record StepMachine(int attempts) {

    private static final int TRANSIENTS_TO_START_OVER = 3;

    /** Checks the number of attempts. */
    public StepMachine {
        if (attempts < 1) {
            throw new IllegalArgumentException("an endpoint gets at least 1 attempt, not " + attempts);
        }
    }

    /** The state after {@code event} and what is to be done. An event that does not fit the state changes nothing. */
    public Transition on(MachineState state, Event event) {
        if (event instanceof Event.Started started) {
            return start(state, started);
        }
        if (event instanceof Event.StepSucceeded outcome) {
            return state.awaits(outcome.step(), outcome.generation())
                    ? succeed(state, outcome)
                    : Transition.ignored(state);
        }
        if (event instanceof Event.StepFailed outcome) {
            return state.awaits(outcome.step(), outcome.generation())
                    ? fail(state, Optional.of(outcome.step()), outcome.failure())
                    : Transition.ignored(state);
        }
        if (event instanceof Event.RetryDue due) {
            return state.awaits(Phase.PAUSING, due.generation()) ? retry(state) : Transition.ignored(state);
        }
        if (event instanceof Event.CloudStarted outcome) {
            return state.awaits(Phase.STARTING_CLOUD, outcome.generation()) ? finish(state) : Transition.ignored(state);
        }
        if (event instanceof Event.CloudFailed outcome) {
            return state.awaits(Phase.STARTING_CLOUD, outcome.generation())
                    ? fail(state, Optional.empty(), outcome.failure())
                    : Transition.ignored(state);
        }
        if (event instanceof Event.ReprovisionForced) {
            return Transition.of(state.with(Scope.ALL_STEPS));
        }
        if (event instanceof Event.StepsVoided voided) {
            return state.phase() == Phase.PROVISIONED ? repeat(state, voided.from()) : Transition.ignored(state);
        }
        if (event instanceof Event.Stopped) {
            return stop(state);
        }
        if (event instanceof Event.Reset) {
            return reset(state);
        }
        throw new AssertionError("no rule for " + event.getClass().getSimpleName());
    }

    private static Transition start(MachineState state, Event.Started started) {
        if (state.phase() != Phase.STOPPED) {
            return Transition.ignored(state);
        }
        EnumSet<DpsStatus> flags = EnumSet.of(DpsStatus.INITIALIZED);
        if (state.scope() == Scope.MISSING_STEPS) {
            // a step counts as done only if those before it are
            Arrays.stream(ProvisioningStep.values())
                    .takeWhile(started.alreadyDone()::contains)
                    .forEach(step -> flags.add(step.done()));
        }
        MachineState fresh =
                state.with(Scope.MISSING_STEPS).outOfTrouble().nextGeneration().reporting(flags, DpsError.OK);
        return advance(fresh, report(fresh));
    }

    private static Transition repeat(MachineState state, ProvisioningStep voided) {
        ProvisioningStep from = state.scope() == Scope.ALL_STEPS ? ProvisioningStep.TIME : voided;
        EnumSet<DpsStatus> flags = EnumSet.of(DpsStatus.INITIALIZED);
        Arrays.stream(ProvisioningStep.values())
                .filter(step -> step.compareTo(from) < 0)
                .forEach(step -> flags.add(step.done()));
        MachineState again = state.with(Scope.MISSING_STEPS).nextGeneration().reporting(flags, DpsError.OK);
        return advance(again, report(again));
    }

    private static Transition succeed(MachineState state, Event.StepSucceeded outcome) {
        EnumSet<DpsStatus> flags = EnumSet.copyOf(state.status());
        flags.remove(outcome.step().asked());
        flags.add(outcome.step().done());
        MachineState done = state.after(outcome.step()).reporting(withoutErrors(flags), DpsError.OK);
        // the time is asked for without looking at dates, so its connection is good for nothing else
        boolean replace = outcome.step() == ProvisioningStep.TIME || outcome.connection() == ConnectionAfter.REPLACE;
        return replace
                ? advance(done.nextGeneration(), report(done), new Effect.Disconnect())
                : advance(done, report(done));
    }

    /** Goes on with what comes next: the first missing step, or else the cloud. */
    private static Transition advance(MachineState state, Effect... before) {
        List<Effect> effects = new ArrayList<>(List.of(before));
        Optional<ProvisioningStep> next = state.nextStep();
        if (next.isEmpty()) {
            effects.add(new Effect.Disconnect());
            MachineState starting = state.nextGeneration().in(Phase.STARTING_CLOUD);
            effects.add(new Effect.StartCloud(starting.generation()));
            return new Transition(starting, effects);
        }
        ProvisioningStep step = next.get();
        EnumSet<DpsStatus> flags = EnumSet.copyOf(state.status());
        flags.add(step.asked());
        MachineState requesting = state.in(Phase.REQUESTING).reporting(withoutErrors(flags), DpsError.OK);
        effects.add(new Effect.Request(step, requesting.attempt(), requesting.generation()));
        return new Transition(requesting, effects);
    }

    private static Transition fail(MachineState state, Optional<ProvisioningStep> step, Failure failure) {
        FailureClass kind = failure.kind();
        boolean passing = kind == FailureClass.TRANSIENT || kind == FailureClass.TIMEOUT;
        int transients = passing ? state.transients() + 1 : kind == FailureClass.REJECTED ? 0 : state.transients();
        boolean startOver = kind == FailureClass.REJECTED || transients >= TRANSIENTS_TO_START_OVER;

        EnumSet<DpsStatus> flags = withoutErrors(state.status());
        flags.add(passing ? DpsStatus.TRANSIENT_FAILURE : DpsStatus.FAILURE);
        Setback setback = new Setback(step, state.attempt(), failure);
        MachineState failed = state.nextGeneration()
                .in(Phase.PAUSING)
                .in(setback)
                .withTransients(startOver ? 0 : transients)
                .with(startOver ? Scope.ALL_STEPS : state.scope())
                .reporting(flags, ErrorCode.of(step, failure));
        return Transition.of(
                failed,
                new Effect.Disconnect(),
                new Effect.ScheduleRetry(
                        setback, kind == FailureClass.TIMEOUT ? Pause.NONE : Pause.DRAWN, failed.generation()),
                report(failed));
    }

    private Transition retry(MachineState state) {
        boolean exhausted = state.attempt() + 1 >= attempts;
        MachineState next =
                state.withAttempt(exhausted ? 0 : state.attempt() + 1).nextGeneration();
        if (state.scope() == Scope.ALL_STEPS) {
            next = next.with(Scope.MISSING_STEPS).reporting(withoutSteps(state.status()), state.lastError());
        }
        return exhausted ? advance(next, new Effect.SelectNextEndpoint()) : advance(next);
    }

    private static Transition finish(MachineState state) {
        EnumSet<DpsStatus> flags = withoutErrors(state.status());
        flags.add(DpsStatus.CLOUD_STARTED);
        MachineState finished = state.in(Phase.PROVISIONED).outOfTrouble().reporting(flags, DpsError.OK);
        return Transition.of(finished, report(finished));
    }

    private static Transition stop(MachineState state) {
        return Transition.of(
                state.nextGeneration().in(Phase.STOPPED), new Effect.CancelRetry(), new Effect.Disconnect());
    }

    private static Transition reset(MachineState state) {
        return Transition.of(
                state.nextGeneration().in(Phase.STOPPED).outOfTrouble().reporting(Set.of(), DpsError.OK),
                new Effect.CancelRetry(),
                new Effect.Disconnect());
    }

    private static Effect report(MachineState state) {
        return new Effect.Notify(state.status(), state.lastError());
    }

    private static EnumSet<DpsStatus> withoutErrors(Set<DpsStatus> status) {
        EnumSet<DpsStatus> flags = EnumSet.noneOf(DpsStatus.class);
        flags.addAll(status);
        flags.remove(DpsStatus.FAILURE);
        flags.remove(DpsStatus.TRANSIENT_FAILURE);
        return flags;
    }

    private static EnumSet<DpsStatus> withoutSteps(Set<DpsStatus> status) {
        EnumSet<DpsStatus> flags = EnumSet.noneOf(DpsStatus.class);
        flags.addAll(status);
        for (ProvisioningStep step : ProvisioningStep.values()) {
            flags.remove(step.asked());
            flags.remove(step.done());
        }
        return flags;
    }
}
