package org.dps4j.dps.machine;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Runs the machine against a service that answers at once and timers that are due at once. */
final class MachineRun {

    private final StepMachine machine = new StepMachine(5);
    private final Map<ProvisioningStep, Integer> counts = new EnumMap<>(ProvisioningStep.class);
    private final List<Effect> effects = new ArrayList<>();
    private MachineState state = MachineState.INITIAL;

    /** Starts, and goes on until everything is done; {@code service} knows the step and how often it was asked for. */
    void toTheEnd(BiFunction<ProvisioningStep, Integer, Optional<Failure>> service) {
        Optional<Event> next = Optional.of(new Event.Started(java.util.Set.of()));
        for (int i = 0; i < 1_000 && next.isPresent(); i++) {
            Transition transition = machine.on(state, next.get());
            state = transition.state();
            effects.addAll(transition.effects());
            next = transition.effects().stream()
                    .flatMap(effect -> outcome(effect, service).stream())
                    .findFirst();
        }
    }

    private Optional<Event> outcome(Effect effect, BiFunction<ProvisioningStep, Integer, Optional<Failure>> service) {
        if (effect instanceof Effect.Request request) {
            int count = counts.merge(request.step(), 1, Integer::sum);
            return Optional.of(service.apply(request.step(), count)
                    .<Event>map(failure -> new Event.StepFailed(request.step(), request.generation(), failure))
                    .orElse(new Event.StepSucceeded(request.step(), request.generation(), ConnectionAfter.KEEP)));
        }
        if (effect instanceof Effect.ScheduleRetry retry) {
            return Optional.of(new Event.RetryDue(retry.generation()));
        }
        if (effect instanceof Effect.StartCloud start) {
            return Optional.of(new Event.CloudStarted(start.generation()));
        }
        return Optional.empty();
    }

    Map<ProvisioningStep, Integer> counts() {
        return counts;
    }

    MachineState state() {
        return state;
    }

    List<Effect> effects() {
        return effects;
    }
}
