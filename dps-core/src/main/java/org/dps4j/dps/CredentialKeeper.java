package org.dps4j.dps;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.dps4j.device.Device;
import org.dps4j.dps.endpoint.DpsEndpoints;
import org.dps4j.dps.endpoint.EndpointList;
import org.dps4j.dps.machine.Effect;
import org.dps4j.dps.machine.Event;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.Phase;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.renewal.Moment;
import org.dps4j.dps.renewal.RenewalEffect;
import org.dps4j.dps.renewal.RenewalEvent;
import org.dps4j.dps.renewal.RenewalMachine;
import org.dps4j.dps.renewal.RenewalState;
import org.dps4j.dps.renewal.RenewalTimes;
import org.dps4j.dps.renewal.Standing;
import org.dps4j.dps.retry.RetryAction;
import org.dps4j.dps.retry.RetryAttempt;
import org.dps4j.loop.Cancellable;
import org.dps4j.loop.Loop;

/**
 * Runs what the renewal decides: owns its state, its timer and its connection, which is another one than that of
 * provisioning. The session with the cloud goes on; its next handshake takes the credentials that there are then.
 * Confined to the loop.
 */
final class CredentialKeeper {

    /** What it is part of. */
    interface Provisioning {

        /** Takes an event, later. */
        void post(Event event);

        /** What is shown of the renewal changed. */
        void renewalChanged();

        /** A renewal began or ended, which the listeners are to be told. */
        void reportRenewal();
    }

    private final Device device;
    private final Loop loop;
    private final CloudStart cloud;
    private final DpsEndpoints endpoints;
    private final Supplier<DpsConfig> config;
    private final Connections connections;
    private final Listeners listeners;
    private final DpsLog log;
    private final StepRunner asking;
    private final RetryPlan plan;
    private final Provisioning provisioning;
    private Cancellable clock = () -> {};
    private Cancellable timer = () -> {};
    private RenewalState state = RenewalState.INITIAL;
    private RetryAttempt attempt = new RetryAttempt(Duration.ofSeconds(1), Duration.ZERO);
    private Optional<PlannedRenewal> planned = Optional.empty();
    private Instant delivered = Instant.MIN;

    CredentialKeeper(
            Device device,
            CloudStart cloud,
            DpsEndpoints endpoints,
            Supplier<DpsConfig> config,
            Connections connections,
            Listeners listeners,
            DpsLog log,
            Provisioning provisioning) {
        this.device = device;
        this.loop = device.loop();
        this.cloud = cloud;
        this.endpoints = endpoints;
        this.config = config;
        this.connections = connections;
        this.listeners = listeners;
        this.log = log;
        this.asking = new StepRunner(
                device,
                endpoints,
                config,
                connections,
                (answer, its) -> CompletableFuture.completedFuture(answer),
                (request, endpoint) ->
                        listeners.tell(listener -> listener.onRenewalStarted(request.attempt() + 1, endpoint)),
                outcome -> loop.execute(() -> ended(outcome)));
        this.plan = new RetryPlan(() -> config.get().retry(), loop.random(), log);
        this.provisioning = provisioning;
    }

    /** Follows the device's clock from now on; once what it is part of can be told of it. */
    void open() {
        clock = device.clock().addListener(time -> loop.execute(() -> handle(new RenewalEvent.ClockSet(moment()))));
    }

    /** Follows provisioning, which just heard {@code event} and is in {@code phase} now. */
    void follow(Event event, Phase phase) {
        if (event instanceof Event.StepSucceeded step && step.step() == ProvisioningStep.CREDENTIALS) {
            delivered = device.clock().certificateTime();
        } else if (event instanceof Event.Reset) {
            delivered = Instant.MIN;
        }
        if (phase != Phase.PROVISIONED) {
            handle(new RenewalEvent.Stopped());
        } else if (event instanceof Event.CloudStarted) {
            handle(new RenewalEvent.Provisioned(moment()));
        }
    }

    /** Why the credentials cannot be used now; empty if they can. */
    Optional<String> lapse() {
        return moment().standing() instanceof Standing.Lapsed lapsed ? Optional.of(lapsed.because()) : Optional.empty();
    }

    boolean isUnderWay() {
        return state.isUnderWay();
    }

    /** The renewal to come; empty while one is attempted, and while the device is not provisioned. */
    Optional<PlannedRenewal> planned() {
        return planned;
    }

    void close() {
        clock.cancel();
        handle(new RenewalEvent.Stopped());
    }

    private Moment moment() {
        Instant at = device.clock().certificateTime();
        return new Moment(at, Standing.of(device.state().credentials(), delivered, at));
    }

    private void ended(Event outcome) {
        if (outcome instanceof Event.StepSucceeded success) {
            delivered = device.clock().certificateTime();
            handle(new RenewalEvent.Renewed(success.generation(), moment()));
        } else if (outcome instanceof Event.StepFailed failed) {
            handle(new RenewalEvent.Failed(failed.generation(), failed.failure(), moment()));
        } else {
            throw new AssertionError("no outcome of a renewal: " + outcome);
        }
    }

    private void timerDue(long generation) {
        handle(new RenewalEvent.TimerDue(generation, moment()));
    }

    private void handle(RenewalEvent event) {
        boolean pauseOver = event instanceof RenewalEvent.TimerDue && state.phase() == RenewalState.Phase.PAUSING;
        int attempts = pauseOver ? plan.attempts(RetryAction.RENEWAL, state.attempt()) : 1;
        RenewalTimes times = new RenewalTimes(config.get().expiringLimit());
        var transition = new RenewalMachine(times, attempts).on(state, event);
        state = transition.state();
        if (state.phase() == RenewalState.Phase.IDLE || state.phase() == RenewalState.Phase.ASKING) {
            planned = Optional.empty();
        }
        transition.effects().forEach(this::run);
        provisioning.renewalChanged();
    }

    private void run(RenewalEffect effect) {
        try {
            perform(effect);
        } catch (RuntimeException | Error e) {
            log.log(Level.ERROR, effect.getClass().getSimpleName() + " failed, and the renewal goes on: " + e);
        }
    }

    private void perform(RenewalEffect effect) {
        if (effect instanceof RenewalEffect.Plan renewal) {
            announce(renewal);
        } else if (effect instanceof RenewalEffect.Sleep sleep) {
            timer = loop.schedule(sleep.time(), () -> timerDue(sleep.generation()));
        } else if (effect instanceof RenewalEffect.Pause pause) {
            pause(pause);
        } else if (effect instanceof RenewalEffect.CancelTimer) {
            timer.cancel();
        } else if (effect instanceof RenewalEffect.Ask ask) {
            attempt = plan.begin(RetryAction.RENEWAL, ask.attempt());
            asking.run(
                    new Effect.Request(ProvisioningStep.CREDENTIALS, ask.attempt(), ask.generation()),
                    attempt.timeout(),
                    () -> state.generation() == ask.generation());
        } else if (effect instanceof RenewalEffect.Disconnect) {
            connections.disconnect();
        } else if (effect instanceof RenewalEffect.SelectNextEndpoint) {
            endpoints.change(EndpointList::selectNext);
        } else if (effect instanceof RenewalEffect.Notify) {
            provisioning.reportRenewal();
        } else if (effect instanceof RenewalEffect.ProvisionAgain again) {
            provisionAgain(again);
        } else {
            throw new AssertionError("no way to run " + effect);
        }
    }

    private void announce(RenewalEffect.Plan renewal) {
        Duration in = Duration.between(device.clock().certificateTime(), renewal.due());
        Instant due = device.clock().now().plus(in);
        planned = Optional.of(new PlannedRenewal(due, renewal.until(), Optional.empty()));
        log.log(
                Level.INFO,
                "the credentials end at " + renewal.until() + " and are renewed at "
                        + due.truncatedTo(ChronoUnit.SECONDS));
    }

    private void pause(RenewalEffect.Pause failed) {
        Optional<Duration> maxAge =
                failed.because() instanceof Failure.Unavailable outage ? outage.maxAge() : Optional.empty();
        Duration drawn = config.get().maxAge().pause(attempt.pause(), maxAge, loop.random());
        Duration pause = RenewalTimes.pause(drawn, failed.rounds(), failed.left());
        timer = loop.schedule(pause, () -> timerDue(failed.generation()));
        planned = Optional.of(
                new PlannedRenewal(device.clock().now().plus(pause), failed.until(), Optional.of(failed.because())));
        listeners.tell(listener -> listener.onRenewalFailed(failed.because(), pause));
    }

    private void provisionAgain(RenewalEffect.ProvisionAgain again) {
        log.log(
                Level.WARNING,
                "the credentials cannot be used any more: " + again.because()
                        + "; the device is provisioned again from CREDENTIALS on");
        cloud.stop();
        provisioning.post(new Event.StepsVoided(ProvisioningStep.CREDENTIALS));
    }
}
