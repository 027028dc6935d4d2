package org.dps4j.protocol.coap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.dps4j.loop.Cancellable;
import org.dps4j.loop.Loop;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The requests of one connection that wait for their answer, each with its deadline. Confined to the loop. */
final class Requests {

    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private final Loop loop;
    private final Set<Request> waiting = Collections.newSetFromMap(new IdentityHashMap<>());

    Requests(Loop loop) {
        this.loop = loop;
    }

    /** Watches a request that is about to be sent; {@code answer} completes with what becomes of it. */
    void watch(Request request, Duration deadline, CompletableFuture<Response> answer) {
        waiting.add(request);
        Cancellable timer = loop.schedule(deadline, () -> request.setTimedOut(true));
        request.addMessageObserver(new MessageObserverAdapter() {
            @Override
            public void onResponse(Response response) {
                forget();
                answer.complete(response);
            }

            @Override
            public void onTimeout() {
                forget();
                answer.completeExceptionally(new RequestTimeoutException(deadline));
            }

            @Override
            public void onReject() {
                forget();
                answer.completeExceptionally(new UnusableAnswerException("the peer rejected the message with a reset"));
            }

            @Override
            public void onSendError(Throwable error) {
                forget();
                answer.completeExceptionally(error);
            }

            @Override
            public void onCancel() {
                forget();
                answer.cancel(false);
            }

            private void forget() {
                waiting.remove(request);
                timer.cancel();
            }
        });
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    /** Fails the request with this token, if there is one. */
    void fail(byte[] token, Exception cause) {
        for (Request request : List.copyOf(waiting)) {
            if (Arrays.equals(request.getTokenBytes(), token)) {
                request.setSendError(cause);
            }
        }
    }

    /** Fails everything that waits. */
    void failAll(Exception cause) {
        for (Request request : new ArrayList<>(waiting)) {
            try {
                request.setSendError(cause);
            } catch (RuntimeException failure) {
                LOG.error("an observer of a request failed", failure);
            }
        }
    }
}
