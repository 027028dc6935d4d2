package org.dps4j.protocol.coap;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.californium.core.coap.Response;

/** What an observer hears. */
final class HeardNotifications implements ObservationListener {
    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    final BlockingQueue<Exception> ended = new LinkedBlockingQueue<>();

    @Override
    public void notified(Response notification) {
        heard.add(notification.getPayloadString());
    }

    @Override
    public void ended(Exception cause) {
        ended.add(cause);
    }
}
