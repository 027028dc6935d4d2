package org.dps4j.gateway.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.dps4j.protocol.coap.CoapConnection;
import org.dps4j.protocol.coap.Observation;
import org.dps4j.protocol.coap.ObservationListener;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;

/**
 * The way to a device: one request at a time, the others wait their turn, up to a limit (ocf-cloud 1.10). Confined to the
 * loop of the connection, on which its futures complete.
 */
final class DeviceLine {

    private final CoapConnection connection;
    private final Duration timeout;
    private final int limit;
    private final Deque<Turn> waiting = new ArrayDeque<>();
    private final Map<ObservationListener, Observation> observations = new IdentityHashMap<>();
    private boolean busy;
    private boolean closed;

    private record Turn(Supplier<CompletableFuture<Response>> send, CompletableFuture<Response> answer) {}

    /**
     * @param timeout how long the device may take to answer, from when its turn has come
     * @param limit how many requests may wait
     */
    DeviceLine(CoapConnection connection, Duration timeout, int limit) {
        this.connection = connection;
        this.timeout = timeout;
        this.limit = limit;
    }

    /** Asks, and completes with the answer whatever its code, or fails as {@link CoapConnection#send} does. */
    CompletionStage<Response> ask(Request request) {
        if (!closed && waiting.size() >= limit) {
            return CompletableFuture.failedFuture(new RefusedException(
                    ResponseCode.SERVICE_UNAVAILABLE, "more than " + limit + " requests wait for the device"));
        }
        return read(request);
    }

    /** The same whatever waits, for the watch over the device: it asks one thing after the other. */
    CompletionStage<Response> read(Request request) {
        return enqueue(() -> connection.send(request, timeout));
    }

    /**
     * As {@link #read}, and {@code listener} hears of what follows the first answer, until it is {@link #forget forgotten}
     * or this line is closed.
     *
     * @param listener one that observes nothing else
     */
    CompletionStage<Response> observe(Request request, ObservationListener listener) {
        return enqueue(() -> {
            Observation observation = connection.observe(request, timeout, new ObservationListener() {
                @Override
                public void notified(Response notification) {
                    listener.notified(notification);
                }

                @Override
                public void ended(Exception cause) {
                    observations.remove(listener);
                    listener.ended(cause);
                }
            });
            observations.put(listener, observation);
            CompletableFuture<Response> first = observation.first();
            CompletableFuture<Response> unused = first.whenComplete((answer, failure) -> {
                if (failure != null || !isEstablishedBy(answer)) {
                    observations.remove(listener);
                }
            });
            return first;
        });
    }

    /** Whether an observation goes on after its first answer. */
    static boolean isEstablishedBy(Response first) {
        return first.isSuccess() && first.getOptions().hasObserve();
    }

    /** Ends the observation of this listener, if there is one. */
    void forget(ObservationListener listener) {
        Observation observation = observations.remove(listener);
        if (observation != null) {
            observation.cancel();
        }
    }

    /** Ends the observations and fails what waits. */
    void close() {
        closed = true;
        while (!waiting.isEmpty()) {
            waiting.remove().answer().completeExceptionally(offline());
        }
        // to cancel the one that has no answer yet ends its turn
        List.copyOf(observations.values()).forEach(Observation::cancel);
        observations.clear();
    }

    private CompletionStage<Response> enqueue(Supplier<CompletableFuture<Response>> send) {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        if (closed) {
            answer.completeExceptionally(offline());
        } else {
            waiting.add(new Turn(send, answer));
            next();
        }
        return answer;
    }

    private void next() {
        if (busy || waiting.isEmpty()) {
            return;
        }
        busy = true;
        Turn turn = waiting.remove();
        CompletableFuture<Response> unused = turn.send().get().whenComplete((response, failure) -> {
            busy = false;
            if (failure == null) {
                turn.answer().complete(response);
            } else {
                turn.answer().completeExceptionally(failure);
            }
            next();
        });
    }

    private static RefusedException offline() {
        return new RefusedException(ResponseCode.SERVICE_UNAVAILABLE, "the device is offline");
    }
}
