package org.dps4j.protocol.coap;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.network.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one connection observes, and what is observed over it. Confined to the loop. */
final class Observations {

    private static final Logger LOG = LoggerFactory.getLogger(Observations.class);
    private static final int SLACK = 16;

    private final ProtocolEndpoint endpoint;
    private final Map<Token, Observing> ours = new HashMap<>(2);
    private final Map<Token, Exchange> theirs = new HashMap<>(2);
    private int pruneAt = SLACK;

    /** An observation that was asked for; established by its first answer. */
    private static final class Observing {
        private final Request request;
        private final ObservationListener listener;
        private boolean established;

        Observing(Request request, ObservationListener listener) {
            this.request = request;
            this.listener = listener;
        }
    }

    Observations(ProtocolEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    void add(Request request, ObservationListener listener) {
        ours.put(request.getToken(), new Observing(request, listener));
    }

    /** The first answer to the observation with this token came. */
    void first(Token token, Response answer) {
        Observing observing = ours.get(token);
        if (observing != null) {
            if (goesOn(answer)) {
                observing.established = true;
            } else {
                forget(token);
            }
        }
    }

    /** A later answer came. */
    void notified(Response notification) {
        Token token = notification.getToken();
        Observing observing = ours.get(token);
        if (observing == null) {
            return;
        }
        if (goesOn(notification)) {
            tell(() -> observing.listener.notified(notification));
        } else {
            forget(token);
            tell(() -> observing.listener.ended(new ObservationEndedException(notification)));
        }
    }

    /** Forgets the observation made with this request; says whether there was one. */
    boolean remove(Request request) {
        Token token = request.getToken();
        Observing observing = token == null ? null : ours.get(token);
        if (observing == null || observing.request != request) {
            return false;
        }
        ours.remove(token);
        return true;
    }

    /** The peer observes a resource of ours by the request of this exchange. */
    void observed(Exchange exchange) {
        theirs.put(exchange.getRequest().getToken(), exchange);
        if (theirs.size() >= pruneAt) {
            theirs.values().removeIf(other -> other.getRelation().isCanceled());
            pruneAt = 2 * theirs.size() + SLACK;
        }
    }

    /** Ends everything, in both directions. */
    void endAll(Exception cause) {
        List<Observing> ending = List.copyOf(ours.values());
        ours.clear();
        for (Observing observing : ending) {
            endpoint.cancelObservation(observing.request.getToken());
            if (observing.established) {
                tell(() -> observing.listener.ended(cause));
            }
        }
        List<Exchange> served = List.copyOf(theirs.values());
        theirs.clear();
        served.forEach(exchange -> exchange.execute(() -> exchange.getRelation().cancel()));
    }

    private static boolean goesOn(Response answer) {
        return answer.isNotification() && answer.isSuccess();
    }

    /** Californium goes on for as long as answers have the option, whatever their code. */
    private void forget(Token token) {
        ours.remove(token);
        endpoint.cancelObservation(token);
    }

    private static void tell(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException failure) {
            LOG.error("an observation's listener failed", failure);
        }
    }
}
