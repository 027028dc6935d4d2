package org.dps4j.dps;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.dps4j.device.Device;
import org.dps4j.device.cloud.CloudClient;
import org.dps4j.dps.endpoint.DpsEndpoints;
import org.dps4j.dps.endpoint.EndpointList;
import org.dps4j.dps.machine.Effect;
import org.dps4j.dps.machine.Event;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.MachineState;
import org.dps4j.dps.machine.Pause;
import org.dps4j.dps.machine.Phase;
import org.dps4j.dps.machine.StepMachine;
import org.dps4j.dps.machine.Transition;
import org.dps4j.dps.retry.RetryTable;
import org.dps4j.dps.transport.PeerAnswers;
import org.dps4j.dps.transport.Transport;
import org.dps4j.loop.Cancellable;
import org.dps4j.loop.Loop;

/** Runs what the step machine decides: owns its state, the one timer and the one connection. Confined to the loop. */
final class Interpreter {

    private final Device device;
    private final Loop loop;
    private final DpsEndpoints endpoints;
    private final Supplier<DpsConfig> config;
    private final CloudStart cloud;
    private final CloudWatch watch;
    private final Listeners listeners;
    private final StepRunner steps;
    private final List<CompletableFuture<Snapshot>> waiting = new ArrayList<>();
    private MachineState state = MachineState.INITIAL;
    private Cancellable retry = () -> {};
    private Optional<Failure> cause = Optional.empty();
    private long begun;
    private long ended;
    private boolean closed;
    private volatile Snapshot snapshot;

    Interpreter(
            Device device,
            DpsEndpoints endpoints,
            Supplier<DpsConfig> config,
            Transport transport,
            CloudClient cloud,
            PeerAnswers answers,
            Listeners listeners) {
        this.device = device;
        this.loop = device.loop();
        this.endpoints = endpoints;
        this.config = config;
        this.cloud = new CloudStart(device, cloud);
        this.watch = new CloudWatch(device, cloud, config, this::post);
        this.listeners = listeners;
        this.steps = new StepRunner(
                device, endpoints, config, new Connections(device, config, transport, answers), listeners, this::post);
        this.snapshot = snapshotOf(state, loop.now());
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
    void post(Event event) {
        loop.execute(() -> handle(event));
    }

    Snapshot snapshot() {
        Snapshot last = snapshot;
        return new Snapshot(last.status(), last.lastError(), endpoints.selected(), last.cause(), last.at());
    }

    CompletableFuture<Snapshot> provisioned() {
        CompletableFuture<Snapshot> future = new CompletableFuture<>();
        loop.execute(() -> {
            if (closed) {
                future.cancel(false);
            } else if (state.phase() == Phase.PROVISIONED) {
                future.complete(snapshot());
            } else {
                waiting.add(future);
            }
        });
        return future;
    }

    void close() {
        loop.execute(() -> {
            handle(new Event.Stopped());
            closed = true;
            watch.close();
            steps.close();
            List<CompletableFuture<Snapshot>> left = List.copyOf(waiting);
            waiting.clear();
            left.forEach(future -> future.cancel(false));
        });
    }

    private void handle(Event event) {
        if (closed) {
            return;
        }
        RetryTable table = config.get().retry();
        Transition transition = new StepMachine(table.size()).on(state, event);
        state = transition.state();
        cause = event instanceof Event.Reset ? Optional.empty() : cause;
        transition.effects().forEach(this::noteCause);
        snapshot = snapshotOf(state, device.clock().now());
        transition.effects().forEach(effect -> run(effect, table));
        watch.follow(event, state.phase());
    }

    private void noteCause(Effect effect) {
        if (effect instanceof Effect.ScheduleRetry failed) {
            cause = Optional.of(failed.after().because());
        } else if (!(effect instanceof Effect.Disconnect || effect instanceof Effect.CancelRetry)) {
            cause = effect instanceof Effect.Notify ? cause : Optional.empty();
        }
    }

    private void run(Effect effect, RetryTable table) {
        if (effect instanceof Effect.Request request) {
            steps.run(request, () -> state.generation() == request.generation());
        } else if (effect instanceof Effect.Disconnect) {
            steps.disconnect();
        } else if (effect instanceof Effect.ScheduleRetry failed) {
            scheduleRetry(failed, table);
        } else if (effect instanceof Effect.CancelRetry) {
            retry.cancel();
        } else if (effect instanceof Effect.SelectNextEndpoint) {
            endpoints.change(EndpointList::selectNext);
        } else if (effect instanceof Effect.StartCloud start) {
            cloud.start(start.generation(), this::post);
        } else if (effect instanceof Effect.Notify news) {
            report(new Snapshot(
                    news.status(),
                    news.lastError(),
                    endpoints.selected(),
                    cause,
                    device.clock().now()));
        } else {
            throw new AssertionError("no way to run " + effect);
        }
    }

    private void scheduleRetry(Effect.ScheduleRetry failed, RetryTable table) {
        int entry = Math.min(failed.after().attempt(), table.size() - 1);
        Duration pause = failed.pause() == Pause.NONE ? Duration.ZERO : table.pause(entry, loop.random());
        retry = loop.schedule(pause, () -> handle(new Event.RetryDue(failed.generation())));
        Failure because = failed.after().because();
        failed.after()
                .step()
                .ifPresentOrElse(
                        step -> listeners.tell(listener -> listener.onStepFailed(step, because, pause)),
                        () -> listeners.tell(listener -> listener.onCloudStartFailed(because, pause)));
    }

    private void report(Snapshot news) {
        listeners.tell(listener -> listener.onStatusChanged(news));
        if (news.isProvisioned()) {
            List<CompletableFuture<Snapshot>> done = List.copyOf(waiting);
            waiting.clear();
            done.forEach(future -> future.complete(news));
        }
    }

    private Snapshot snapshotOf(MachineState of, Instant at) {
        return new Snapshot(of.status(), of.lastError(), endpoints.selected(), cause, at);
    }
}
