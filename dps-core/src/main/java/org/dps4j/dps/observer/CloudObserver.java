package org.dps4j.dps.observer;

import java.util.Objects;
import java.util.Optional;
import org.dps4j.device.cloud.CloudFlag;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.observer.ObserverState.Tour;
import org.dps4j.dps.observer.ObserverState.Watch;
import org.dps4j.protocol.payload.cloud.CloudServer;

/**
 * Decides what becomes of a provisioned device that its cloud does not take: the next server, credentials and rules for
 * another cloud, or provisioning from the beginning. A pure function of state and event.
 *
 * <p>Once the device was online, an outage is the cloud client's to mend; only a refusal leads back to provisioning. After
 * each fruitless tour of all servers the observer has twice the patience, up to thirty-two times.
 *
 * @param settings how patient it is
 */
public record CloudObserver(ObserverSettings settings) {

    private static final int MOST_DOUBLINGS = 5;

    public CloudObserver {
        Objects.requireNonNull(settings, "settings");
    }

    /** The state after {@code event} and what is to be done. An event that does not fit the state changes nothing. */
    public ObserverTransition on(ObserverState state, ObserverEvent event) {
        if (event instanceof ObserverEvent.CloudStarted started) {
            return start(state, started);
        }
        if (event instanceof ObserverEvent.StatusChanged news) {
            return state.watch() == Watch.LOOKING ? look(state, news) : ObserverTransition.of(state);
        }
        if (event instanceof ObserverEvent.LookDue) {
            return state.watch() == Watch.LOOKING ? miss(state) : ObserverTransition.of(state);
        }
        if (event instanceof ObserverEvent.Refused) {
            return state.watch() == Watch.IDLE
                    ? ObserverTransition.of(state)
                    : ObserverTransition.of(
                            state.in(Watch.IDLE).on(Optional.empty()),
                            new ObserverEffect.CancelLook(),
                            new ObserverEffect.Provision(ProvisioningStep.TIME));
        }
        if (event instanceof ObserverEvent.Interrupted) {
            return state.watch() == Watch.IDLE
                    ? ObserverTransition.of(state)
                    : ObserverTransition.of(state.in(Watch.IDLE), new ObserverEffect.CancelLook());
        }
        if (event instanceof ObserverEvent.Stopped) {
            return ObserverTransition.of(
                    new ObserverState(Watch.IDLE, Optional.empty(), false, 0, 0), new ObserverEffect.CancelLook());
        }
        throw new AssertionError("no rule for " + event.getClass().getSimpleName());
    }

    private ObserverTransition start(ObserverState state, ObserverEvent.CloudStarted started) {
        if (started.account() == ObserverEvent.Account.KNOWN || settings.maxCount() == 0) {
            return ObserverTransition.of(
                    state.in(Watch.LISTENING).on(Optional.empty()), new ObserverEffect.CancelLook());
        }
        Tour tour = state.tour()
                .map(underWay -> underWay.movedTo(started.selected()))
                .orElseGet(() -> new Tour(started.selected(), started.selected(), started.servers() - 1));
        return ObserverTransition.of(
                state.in(Watch.LOOKING).on(Optional.of(tour)).seeingRegistered(false),
                new ObserverEffect.ScheduleLook());
    }

    private static ObserverTransition look(ObserverState state, ObserverEvent.StatusChanged news) {
        if (news.flags().contains(CloudFlag.LOGGED_IN)) {
            return ObserverTransition.of(
                    state.in(Watch.LISTENING).on(Optional.empty()).withFruitless(0), new ObserverEffect.CancelLook());
        }
        Tour tour = state.tour().orElseThrow();
        if (!news.selected().equals(tour.at())) {
            return moved(state, tour, news.selected());
        }
        boolean registered = news.flags().contains(CloudFlag.REGISTERED);
        return ObserverTransition.of(registered && !state.registered() ? state.seeingRegistered(true) : state);
    }

    private static ObserverTransition moved(ObserverState state, Tour tour, CloudServer to) {
        if (to.equals(tour.from())) {
            return fruitless(state);
        }
        ObserverState there = state.on(Optional.of(tour.movedTo(to))).seeingRegistered(false);
        return to.id().equals(tour.at().id())
                ? ObserverTransition.of(there)
                : ObserverTransition.of(
                        there.in(Watch.IDLE),
                        new ObserverEffect.CancelLook(),
                        new ObserverEffect.Provision(ProvisioningStep.CREDENTIALS));
    }

    private ObserverTransition miss(ObserverState state) {
        if (settings.maxCount() == 0) {
            return ObserverTransition.of(
                    state.in(Watch.LISTENING).on(Optional.empty()), new ObserverEffect.CancelLook());
        }
        int misses = state.misses() + 1;
        if (misses < patience(state)) {
            return ObserverTransition.of(state.withMisses(misses), new ObserverEffect.ScheduleLook());
        }
        Tour tour = state.tour().orElseThrow();
        return tour.left() == 0
                ? fruitless(state)
                : ObserverTransition.of(
                        state.on(Optional.of(tour.oneLess())).withMisses(0),
                        new ObserverEffect.ScheduleLook(),
                        new ObserverEffect.SelectNextServer());
    }

    private static ObserverTransition fruitless(ObserverState state) {
        return ObserverTransition.of(
                state.in(Watch.IDLE).on(Optional.empty()).withFruitless(state.fruitless() + 1),
                new ObserverEffect.CancelLook(),
                new ObserverEffect.Provision(ProvisioningStep.TIME));
    }

    private long patience(ObserverState state) {
        return (long) settings.maxCount() << Math.min(state.fruitless(), MOST_DOUBLINGS);
    }
}
