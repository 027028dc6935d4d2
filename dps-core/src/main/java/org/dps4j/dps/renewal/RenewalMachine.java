package org.dps4j.dps.renewal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.dps4j.dps.renewal.RenewalState.Phase;

/**
 * Decides when a provisioned device asks for new credentials and what follows. A pure function of state and event. A
 * renewal that fails is tried again for as long as the old credentials are good; once they are not, the device goes back
 * to provisioning.
 *
 * @param times when credentials are renewed
 * @param attempts how many attempts one endpoint gets before the next one is selected: the entries of the retry table
 */
public record RenewalMachine(RenewalTimes times, int attempts) {

    public RenewalMachine {
        Objects.requireNonNull(times, "times");
        if (attempts < 1) {
            throw new IllegalArgumentException("an endpoint gets at least 1 attempt, not " + attempts);
        }
    }

    /** The state after {@code event} and what is to be done. An event that does not fit the state changes nothing. */
    public RenewalTransition on(RenewalState state, RenewalEvent event) {
        if (event instanceof RenewalEvent.Provisioned provisioned) {
            return state.phase() == Phase.IDLE ? plan(state, provisioned.now()) : RenewalTransition.ignored(state);
        }
        if (event instanceof RenewalEvent.TimerDue due) {
            return due.generation() == state.generation()
                    ? timerDue(state, due.now())
                    : RenewalTransition.ignored(state);
        }
        if (event instanceof RenewalEvent.Renewed outcome) {
            return awaited(state, outcome.generation())
                    ? plan(state, outcome.now(), new RenewalEffect.Disconnect(), new RenewalEffect.Notify())
                    : RenewalTransition.ignored(state);
        }
        if (event instanceof RenewalEvent.Failed outcome) {
            return awaited(state, outcome.generation()) ? fail(state, outcome) : RenewalTransition.ignored(state);
        }
        if (event instanceof RenewalEvent.ClockSet set) {
            return clockSet(state, set.now());
        }
        if (event instanceof RenewalEvent.Stopped) {
            return state.phase() == Phase.IDLE
                    ? RenewalTransition.ignored(state)
                    : RenewalTransition.of(
                            state.idle(), new RenewalEffect.CancelTimer(), new RenewalEffect.Disconnect());
        }
        throw new AssertionError("no rule for " + event.getClass().getSimpleName());
    }

    private static boolean awaited(RenewalState state, long generation) {
        return state.phase() == Phase.ASKING && state.generation() == generation;
    }

    private RenewalTransition plan(RenewalState state, Moment now, RenewalEffect... before) {
        if (!(now.standing() instanceof Standing.Good good)) {
            return provisionAgain(state, now);
        }
        RenewalState waiting = state.waitingFor(times.due(good, now.at()));
        List<RenewalEffect> effects = new ArrayList<>(List.of(before));
        effects.add(0, new RenewalEffect.Plan(waiting.due(), good.until()));
        effects.add(sleep(waiting, now));
        return new RenewalTransition(waiting, effects);
    }

    private static RenewalEffect sleep(RenewalState waiting, Moment now) {
        return new RenewalEffect.Sleep(RenewalTimes.sleep(now.at(), waiting.due()), waiting.generation());
    }

    private RenewalTransition timerDue(RenewalState state, Moment now) {
        if (state.phase() != Phase.WAITING && state.phase() != Phase.PAUSING) {
            return RenewalTransition.ignored(state);
        }
        if (!(now.standing() instanceof Standing.Good good)) {
            return provisionAgain(state, now);
        }
        return state.phase() == Phase.PAUSING ? retry(state) : wake(state, good, now);
    }

    private RenewalTransition wake(RenewalState state, Standing.Good good, Moment now) {
        if (now.at().isBefore(state.due()) && !times.isExpiring(good, now.at())) {
            return RenewalTransition.of(state, sleep(state, now));
        }
        RenewalState asking = state.asking(0, 0);
        return RenewalTransition.of(asking, new RenewalEffect.Notify(), new RenewalEffect.Ask(0, asking.generation()));
    }

    private RenewalTransition retry(RenewalState state) {
        if (state.attempt() + 1 >= attempts) {
            RenewalState asking = state.asking(0, state.rounds() + 1);
            return RenewalTransition.of(
                    asking, new RenewalEffect.SelectNextEndpoint(), new RenewalEffect.Ask(0, asking.generation()));
        }
        RenewalState asking = state.asking(state.attempt() + 1, state.rounds());
        return RenewalTransition.of(asking, new RenewalEffect.Ask(asking.attempt(), asking.generation()));
    }

    private static RenewalTransition fail(RenewalState state, RenewalEvent.Failed outcome) {
        if (!(outcome.now().standing() instanceof Standing.Good good)) {
            return provisionAgain(state, outcome.now());
        }
        RenewalState pausing = state.pausing();
        return RenewalTransition.of(
                pausing,
                new RenewalEffect.Disconnect(),
                new RenewalEffect.Pause(
                        outcome.because(),
                        pausing.rounds(),
                        RenewalTimes.left(good, outcome.now().at()),
                        good.until(),
                        pausing.generation()));
    }

    private RenewalTransition clockSet(RenewalState state, Moment now) {
        boolean lapsed = now.standing() instanceof Standing.Lapsed;
        return switch (state.phase()) {
            case IDLE, ASKING -> RenewalTransition.ignored(state);
            case WAITING -> plan(state, now, new RenewalEffect.CancelTimer());
            case PAUSING -> lapsed ? provisionAgain(state, now) : RenewalTransition.ignored(state);
        };
    }

    private static RenewalTransition provisionAgain(RenewalState state, Moment now) {
        String because = now.standing() instanceof Standing.Lapsed lapsed ? lapsed.because() : "";
        return RenewalTransition.of(
                state.idle(),
                new RenewalEffect.CancelTimer(),
                new RenewalEffect.Disconnect(),
                new RenewalEffect.ProvisionAgain(because));
    }
}
