package org.dps4j.dps;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.StoreException;
import org.dps4j.device.security.Change;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.endpoint.DpsEndpoints;
import org.dps4j.dps.endpoint.EndpointList;
import org.dps4j.dps.machine.ConnectionAfter;
import org.dps4j.dps.machine.Effect;
import org.dps4j.dps.machine.Event;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.step.StepAnswer;
import org.dps4j.dps.step.StepHandler;
import org.dps4j.dps.step.TimeStep;
import org.dps4j.dps.transport.StepResponse;
import org.dps4j.dps.transport.TransportException;
import org.dps4j.protocol.payload.PayloadException;

/**
 * Does one attempt of one step: asks, reads the answer, has the device apply and store it, and says what came of it.
 * Exactly one outcome is posted, whatever happens, unless the attempt was given up meanwhile. Confined to the loop.
 */
final class StepRunner {

    private final Device device;
    private final DpsEndpoints endpoints;
    private final Supplier<DpsConfig> config;
    private final Connections connections;
    private final BiFunction<StepAnswer, DeviceState, CompletionStage<StepAnswer>> prepare;
    private final BiConsumer<Effect.Request, DpsEndpoint> started;
    private final Consumer<Event> outcome;

    /**
     * @param prepare does what is due before an answer is applied, and completes with the answer to apply
     * @param started hears of each attempt that begins, and at whom
     * @param outcome hears what came of it
     */
    StepRunner(
            Device device,
            DpsEndpoints endpoints,
            Supplier<DpsConfig> config,
            Connections connections,
            BiFunction<StepAnswer, DeviceState, CompletionStage<StepAnswer>> prepare,
            BiConsumer<Effect.Request, DpsEndpoint> started,
            Consumer<Event> outcome) {
        this.device = device;
        this.endpoints = endpoints;
        this.config = config;
        this.connections = connections;
        this.prepare = prepare;
        this.started = started;
        this.outcome = outcome;
    }

    /**
     * Attempts a step.
     *
     * @param timeout how long to wait for the answer
     * @param wanted says whether its outcome still matters
     */
    void run(Effect.Request request, Duration timeout, BooleanSupplier wanted) {
        Optional<DpsEndpoint> endpoint = endpoints.selected();
        if (endpoint.isEmpty()) {
            fail(request, new Failure.LocalFault("no endpoint is selected; add one"));
            return;
        }
        started.accept(request, endpoint.get());
        CompletionStage<ConnectionAfter> attempt;
        try {
            attempt = attempt(request.step(), endpoint.get(), timeout, wanted);
        } catch (RuntimeException | Error e) {
            attempt = CompletableFuture.failedFuture(e);
        }
        var unused = attempt.whenComplete((connection, failure) -> {
            if (failure != null) {
                fail(request, classify(Causes.of(failure)));
            } else {
                outcome.accept(new Event.StepSucceeded(request.step(), request.generation(), connection));
            }
        });
    }

    private CompletionStage<ConnectionAfter> attempt(
            ProvisioningStep step, DpsEndpoint endpoint, Duration timeout, BooleanSupplier wanted) {
        StepHandler handler = StepHandler.of(step);
        return connections.forStep(step, endpoint, wanted).thenCompose(connection -> {
            DeviceState asking = device.state();
            return connection
                    .request(handler.request(asking), timeout)
                    .thenCompose(response -> wanted.getAsBoolean()
                            ? apply(
                                    handler,
                                    response,
                                    asking,
                                    connections.peer().orElse(endpoint),
                                    wanted)
                            : CompletableFuture.failedFuture(
                                    new TransportException(new Failure.ConnectionLost("the attempt was given up"))));
        });
    }

    private CompletionStage<ConnectionAfter> apply(
            StepHandler handler, StepResponse response, DeviceState asking, DpsEndpoint asked, BooleanSupplier wanted) {
        StepAnswer answer;
        Optional<DpsEndpoint> redirect;
        try {
            answer = read(handler, response);
            redirect = redirectOf(answer);
        } catch (TransportException e) {
            return CompletableFuture.failedFuture(e);
        }
        return prepare.apply(answer, asking)
                .thenCompose(ready -> {
                    Function<DeviceState, Change<DeviceState>> change = state -> {
                        if (!wanted.getAsBoolean()) {
                            return new Change.Refused<>("an answer that is still waited for", "one of an earlier run");
                        }
                        if (!state.id().equals(asking.id())) {
                            return new Change.Refused<>("an answer for device " + state.id(), "one for " + asking.id());
                        }
                        return ready.applyTo(
                                        state,
                                        device.clock().certificateTime(),
                                        config.get().expiringLimit())
                                .map(next -> remember(redirect, asked, next));
                    };
                    return handler instanceof TimeStep ? device.applyTime(change) : device.apply(change);
                })
                .thenCompose(outcome -> outcome instanceof Change.Refused<DeviceState> refused
                        ? CompletableFuture.failedFuture(
                                new TransportException(new Failure.UnusableAnswer(refused.expected(), refused.found())))
                        : CompletableFuture.completedFuture(
                                wanted.getAsBoolean() ? follow(redirect, asked) : ConnectionAfter.REPLACE));
    }

    /** A redirect counts as long as nobody put another service in the place of the one that sends. */
    private static boolean isSelected(DpsEndpoint asked, EndpointList list) {
        return list.selected()
                .filter(selected -> selected.uri().equals(asked.uri()))
                .isPresent();
    }

    private DeviceState remember(Optional<DpsEndpoint> redirect, DpsEndpoint asked, DeviceState next) {
        EndpointList now = endpoints.list();
        return redirect.filter(to -> isSelected(asked, now))
                .map(to -> DpsMemory.of(next).redirected(now, to.uri()).into(next))
                .orElse(next);
    }

    private static StepAnswer read(StepHandler handler, StepResponse response) throws TransportException {
        Optional<Failure> refusal = response.refusal();
        if (refusal.isPresent()) {
            throw new TransportException(refusal.get());
        }
        try {
            return handler.read(response.body().toArray());
        } catch (PayloadException e) {
            throw new TransportException(new Failure.UnreadableAnswer(e.where(), e.expected(), e.found()));
        }
    }

    private static Optional<DpsEndpoint> redirectOf(StepAnswer answer) throws TransportException {
        try {
            return answer.redirect().map(DpsEndpoint::of);
        } catch (IllegalArgumentException e) {
            throw new TransportException(new Failure.UnusableAnswer(
                    "a redirect to another provisioning service",
                    answer.redirect().orElseThrow().toString()));
        }
    }

    private ConnectionAfter follow(Optional<DpsEndpoint> redirect, DpsEndpoint asked) {
        return redirect.filter(to -> endpoints.change(list -> isSelected(asked, list) ? list.redirect(to.uri()) : list))
                .map(to -> ConnectionAfter.REPLACE)
                .orElse(ConnectionAfter.KEEP);
    }

    private static Failure classify(Throwable failure) {
        if (failure instanceof TransportException known) {
            return known.failure();
        }
        if (failure instanceof StoreException store) {
            return new Failure.LocalFault(String.valueOf(store.getMessage()));
        }
        return new Failure.LocalFault("unexpected " + failure);
    }

    private void fail(Effect.Request request, Failure failure) {
        ProvisioningStep step = request.step();
        outcome.accept(new Event.StepFailed(step, request.generation(), failure));
    }

    void disconnect() {
        connections.disconnect();
    }

    void close() {
        connections.close();
    }
}
