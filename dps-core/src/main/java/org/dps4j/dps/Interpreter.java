package org.dps4j.dps;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.dps4j.device.Device;
import org.dps4j.device.cloud.CloudClient;
import org.dps4j.dps.endpoint.DpsEndpoints;
import org.dps4j.dps.endpoint.EndpointList;
import org.dps4j.dps.machine.DpsStatus;
import org.dps4j.dps.machine.Effect;
import org.dps4j.dps.machine.Event;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.MachineState;
import org.dps4j.dps.machine.Pause;
import org.dps4j.dps.machine.Phase;
import org.dps4j.dps.machine.Scope;
import org.dps4j.dps.machine.StepMachine;
import org.dps4j.dps.machine.Transition;
import org.dps4j.dps.retry.RetryAction;
import org.dps4j.dps.retry.RetryAttempt;
import org.dps4j.dps.transport.PeerAnswers;
import org.dps4j.dps.transport.Transport;
import org.dps4j.loop.Cancellable;
import org.dps4j.loop.Loop;

/** Runs what the step machine decides: owns its state, the one timer and the one connection. Confined to the loop. */
final class Interpreter implements CredentialKeeper.Provisioning {

    /** Where an attempt fails at once, as at a closed port, no schedule makes the device do nothing else. */
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

    private final Device device;
    private final Loop loop;
    private final DpsEndpoints endpoints;
    private final Supplier<DpsConfig> config;
    private final CloudStart cloud;
    private final CloudWatch watch;
    private final CloudAccount account;
    private final CredentialKeeper keeper;
    private final Listeners listeners;
    private final StepRunner steps;
    private final RetryPlan plan;
    private final DpsLog log;
    private final Promises promises = new Promises();
    private MachineState state = MachineState.INITIAL;
    private Cancellable retry = () -> {};
    private RetryAttempt attempt = new RetryAttempt(Duration.ofSeconds(1), Duration.ZERO);
    private Duration pause = Duration.ZERO;
    private Optional<Failure> cause = Optional.empty();
    private Optional<Instant> nextAttempt = Optional.empty();
    private long begun;
    private long ended;
    private boolean closed;
    private volatile boolean closing;
    private volatile Snapshot snapshot;
    private volatile boolean forced;

    Interpreter(
            Device device,
            DpsEndpoints endpoints,
            Supplier<DpsConfig> config,
            Transport transport,
            CloudClient cloud,
            PeerAnswers answers,
            Listeners listeners,
            DpsLog log) {
        this.device = device;
        this.loop = device.loop();
        this.endpoints = endpoints;
        this.config = config;
        this.cloud = new CloudStart(device, cloud, log);
        this.watch = new CloudWatch(device, cloud, this.cloud, config, this::post, log);
        this.account = new CloudAccount(loop, cloud, log);
        this.listeners = listeners;
        this.log = log;
        this.plan = new RetryPlan(() -> config.get().retry(), loop.random(), log);
        this.steps = new StepRunner(
                device,
                endpoints,
                config,
                new Connections(device, config, transport, answers),
                account::prepare,
                (request, endpoint) -> listeners.tell(
                        listener -> listener.onStepStarted(request.step(), request.attempt() + 1, endpoint)),
                this::post);
        this.keeper = new CredentialKeeper(
                device,
                this.cloud,
                endpoints,
                config,
                new Connections(device, config, transport, answers),
                listeners,
                log,
                this);
        this.snapshot = snapshotOf(state, loop.now());
        keeper.open();
    }

    /**
     * Begins a run with what the store vouches for, once the changes of the device that are under way are done. The runs
     * are numbered, for their starts and ends may overtake one another on their way to the loop.
     */
    void start(long run) {
        loop.execute(() -> {
            if (run <= ended) {
                return;
            }
            begun = run;
            handle(new Event.Stopped());
            var unused = device.update(state -> state).whenComplete((state, failure) -> {
                if (run == begun && run > ended) {
                    endpoints.change(DpsMemory.of(device.state())::insteadOf);
                    handle(new Event.Started(StoredProgress.of(
                            device.state(),
                            device.clock().certificateTime(),
                            config.get().expiringLimit())));
                }
            });
        });
    }

    /** Ends a run and those before it by {@code how}; a later one goes on. */
    void end(long run, Event how) {
        loop.execute(() -> {
            ended = Math.max(ended, run);
            if (run >= begun) {
                handle(how);
            }
        });
    }

    /** Hands an event to the machine, later, on the loop. */
    @Override
    public void post(Event event) {
        loop.execute(() -> handle(event));
    }

    Snapshot snapshot() {
        Snapshot last = snapshot;
        return new Snapshot(
                last.status(),
                last.lastError(),
                endpoints.selected(),
                last.cause(),
                last.nextAttempt(),
                last.renewal(),
                last.at());
    }

    boolean isReprovisionForced() {
        return forced;
    }

    CompletableFuture<Void> startCloud() {
        CompletableFuture<Void> started = new CompletableFuture<>();
        loop.execute(() -> {
            if (closed) {
                started.cancel(false);
                return;
            }
            var unused = cloud.start()
                    .whenCompleteAsync(
                            (nothing, failure) -> {
                                if (failure == null) {
                                    started.complete(null);
                                } else {
                                    started.completeExceptionally(Causes.of(failure));
                                }
                            },
                            loop);
        });
        return started;
    }

    CompletableFuture<Snapshot> provisioned() {
        CompletableFuture<Snapshot> future = promises.make();
        if (closing) {
            future.cancel(false);
            return future;
        }
        loop.execute(() -> {
            if (state.phase() == Phase.PROVISIONED) {
                future.complete(snapshot());
            } else {
                promises.expect(future);
            }
        });
        return future;
    }

    /** Those who wait hear of it even where the loop does nothing any more. */
    void close() {
        closing = true;
        promises.cancel();
        try {
            loop.execute(this::end);
        } catch (RejectedExecutionException e) {
            log.log(Level.WARNING, "the device's loop ended before this client; close the client first");
        }
    }

    private void end() {
        handle(new Event.Stopped());
        closed = true;
        watch.close();
        account.close();
        keeper.close();
        closeTransport();
    }

    private void closeTransport() {
        try {
            steps.close();
        } catch (RuntimeException | Error e) {
            log.log(Level.ERROR, "the transport cannot be closed: " + e);
        }
    }

    private void handle(Event event) {
        if (closed) {
            return;
        }
        int attempts = event instanceof Event.RetryDue ? plan.attempts(state) : 1;
        Transition transition = new StepMachine(attempts).on(state, event);
        state = transition.state();
        forced = state.scope() == Scope.ALL_STEPS;
        cause = event instanceof Event.Reset ? Optional.empty() : cause;
        transition.effects().forEach(this::note);
        keeper.follow(event, state.phase());
        snapshot = snapshotOf(state, device.clock().now());
        transition.effects().forEach(this::run);
        watch.follow(event, state.phase());
    }

    private void note(Effect effect) {
        if (effect instanceof Effect.ScheduleRetry failed) {
            cause = Optional.of(failed.after().because());
            pause = pauseAfter(failed);
            nextAttempt = Optional.of(device.clock().now().plus(pause));
        } else if (effect instanceof Effect.CancelRetry) {
            nextAttempt = Optional.empty();
        } else if (!(effect instanceof Effect.Disconnect || effect instanceof Effect.Notify)) {
            cause = Optional.empty();
            nextAttempt = Optional.empty();
        }
    }

    private Duration pauseAfter(Effect.ScheduleRetry failed) {
        if (failed.pause() == Pause.NONE) {
            return Duration.ZERO;
        }
        Optional<Duration> maxAge =
                failed.after().because() instanceof Failure.Unavailable outage ? outage.maxAge() : Optional.empty();
        Duration wanted = config.get().maxAge().pause(attempt.pause(), maxAge, loop.random());
        return wanted.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : wanted;
    }

    /** What an effect throws must keep neither the others from being done nor the machine from hearing what came of it. */
    private void run(Effect effect) {
        try {
            perform(effect);
        } catch (RuntimeException | Error e) {
            log.log(Level.ERROR, effect.getClass().getSimpleName() + " failed, and provisioning goes on: " + e);
            Failure fault = new Failure.LocalFault("unexpected " + e);
            if (effect instanceof Effect.Request request) {
                post(new Event.StepFailed(request.step(), request.generation(), fault));
            } else if (effect instanceof Effect.StartCloud start) {
                post(new Event.CloudFailed(start.generation(), fault));
            }
        }
    }

    private void perform(Effect effect) {
        if (effect instanceof Effect.Request request) {
            attempt = plan.begin(RetryAction.of(Optional.of(request.step())), request.attempt());
            steps.run(request, attempt.timeout(), () -> state.generation() == request.generation());
        } else if (effect instanceof Effect.Disconnect) {
            steps.disconnect();
        } else if (effect instanceof Effect.ScheduleRetry failed) {
            scheduleRetry(failed);
        } else if (effect instanceof Effect.CancelRetry) {
            retry.cancel();
            cloud.giveUp();
            account.giveUp();
        } else if (effect instanceof Effect.SelectNextEndpoint) {
            endpoints.change(EndpointList::selectNext);
        } else if (effect instanceof Effect.StartCloud start) {
            attempt = plan.begin(RetryAction.CLOUD_START, state.attempt());
            startCloud(start.generation());
        } else if (effect instanceof Effect.Notify news) {
            report(new Snapshot(
                    news.status(),
                    news.lastError(),
                    endpoints.selected(),
                    cause,
                    nextAttempt,
                    keeper.planned(),
                    device.clock().now()));
        } else {
            throw new AssertionError("no way to run " + effect);
        }
    }

    private void scheduleRetry(Effect.ScheduleRetry failed) {
        Duration until = pause;
        retry = loop.schedule(until, () -> handle(new Event.RetryDue(failed.generation())));
        Failure because = failed.after().because();
        failed.after()
                .step()
                .ifPresentOrElse(
                        step -> listeners.tell(listener -> listener.onStepFailed(step, because, until)),
                        () -> listeners.tell(listener -> listener.onCloudStartFailed(because, until)));
    }

    private void startCloud(long generation) {
        // what took long may have outlasted the credentials that came early
        keeper.lapse()
                .ifPresentOrElse(
                        reason -> post(new Event.CloudFailed(
                                generation, new Failure.CloudNotStarted("credentials: " + reason))),
                        () -> cloud.start(generation, attempt.timeout(), this::post));
    }

    @Override
    public void renewalChanged() {
        snapshot = snapshotOf(state, device.clock().now());
    }

    @Override
    public void reportRenewal() {
        renewalChanged();
        report(snapshot);
    }

    private void report(Snapshot news) {
        listeners.tell(listener -> listener.onStatusChanged(news));
        if (news.isProvisioned()) {
            promises.keep(news);
        }
    }

    private Snapshot snapshotOf(MachineState of, Instant at) {
        EnumSet<DpsStatus> status = EnumSet.noneOf(DpsStatus.class);
        status.addAll(of.status());
        if (keeper.isUnderWay()) {
            status.add(DpsStatus.RENEW_CREDENTIALS);
        }
        return new Snapshot(status, of.lastError(), endpoints.selected(), cause, nextAttempt, keeper.planned(), at);
    }
}
