package org.dps4j.device.cloud.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dps4j.device.DeviceState;
import org.dps4j.device.StoreException;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.machine.CloudEvent;
import org.dps4j.device.cloud.transport.CloudResponse;
import org.dps4j.device.cloud.transport.CloudTransportException;
import org.dps4j.loop.Cancellable;
import org.dps4j.loop.Loop;

/**
 * One request from its beginning to the one event that comes of it. The time limit is for the cloud: connecting and
 * answering; what the device then does with the answer takes its own time. Confined to the loop.
 */
final class Attempt {

    /** An answer, and the device as it was when it asked. */
    record Answer(DeviceState asked, CloudResponse response) {}

    private final Loop loop;
    private final long request;
    private final Consumer<CloudEvent> outcome;
    private Cancellable patience = () -> {};
    private boolean over;

    Attempt(Loop loop, long request, Consumer<CloudEvent> outcome) {
        this.loop = loop;
        this.request = request;
        this.outcome = outcome;
    }

    /** Asks, and makes of a successful answer what {@code use} says; anything else is a failure. */
    void run(Duration limit, Supplier<CompletionStage<Answer>> ask, Function<Answer, CompletionStage<CloudEvent>> use) {
        patience = loop.schedule(limit, () -> end(failed(new CloudFailure.NoAnswer(limit))));
        CompletionStage<CloudEvent> attempt;
        try {
            attempt = ask.get().thenCompose(answer -> answered(answer, use));
        } catch (RuntimeException | Error e) {
            end(failed(new CloudFailure.LocalFault(String.valueOf(e.getMessage()))));
            return;
        }
        var unused = attempt.whenComplete((event, failure) -> end(failure == null ? event : failed(classify(failure))));
    }

    private CompletionStage<CloudEvent> answered(Answer answer, Function<Answer, CompletionStage<CloudEvent>> use) {
        patience.cancel();
        CloudResponse response = answer.response();
        if (!response.code().isSuccess() || over) {
            return CompletableFuture.failedFuture(
                    new CloudTransportException(new CloudFailure.Answered(response.code(), response.diagnostic())));
        }
        return use.apply(answer);
    }

    private CloudEvent failed(CloudFailure failure) {
        return new CloudEvent.Failed(request, failure);
    }

    private void end(CloudEvent event) {
        if (!over) {
            over = true;
            patience.cancel();
            outcome.accept(event);
        }
    }

    private static CloudFailure classify(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof CloudTransportException known) {
            return known.failure();
        }
        return new CloudFailure.LocalFault(
                cause instanceof StoreException ? String.valueOf(cause.getMessage()) : "unexpected " + cause);
    }
}
