package org.dps4j.device.server;

import java.util.Optional;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.loop.Cancellable;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.observe.ObserveRelation;
import org.eclipse.californium.core.server.resources.Resource;

/**
 * One request on its way to the device, as Californium walks down its path; of an observation it stays for as long as
 * that lasts. Confined to the loop of the connection, which is the device's.
 */
final class CoapPath extends CoapResource {

    private static final int SEQUENCE_NUMBERS = 1 << 24;

    private final DeviceResources resources;
    private final String path;
    private Optional<Cancellable> observation = Optional.empty();
    private int notifications;

    CoapPath(DeviceResources resources, String path) {
        super("");
        this.resources = resources;
        this.path = path;
    }

    @Override
    public Resource getChild(String name) {
        return new CoapPath(resources, path + "/" + name);
    }

    @Override
    public boolean isObservable() {
        return resources.isObservable(path);
    }

    /** As the C device counts: 0 for the first answer, then 2, 3 and so on. */
    @Override
    public int getNotificationSequenceNumber() {
        int number = notifications;
        notifications = Math.max(2, (notifications + 1) % SEQUENCE_NUMBERS);
        return number;
    }

    @Override
    public void addObserveRelation(ObserveRelation relation) {
        // what is observed is known to the device, not to this node
    }

    @Override
    public void removeObserveRelation(ObserveRelation relation) {
        observation.ifPresent(Cancellable::cancel);
    }

    @Override
    public void handleRequest(Exchange exchange) {
        try {
            ResourceRequest request = CoapMessages.request(exchange.getRequest());
            if (exchange.getRelation() == null) {
                var unused = resources.answer(request).thenAccept(answer -> send(exchange, answer));
            } else {
                observation = Optional.of(resources.observe(request, answer -> send(exchange, answer)));
                forgetIfCancelled(exchange.getRelation());
            }
        } catch (CoapMessages.UnusableRequestException e) {
            send(exchange, e.answer());
        }
    }

    private void send(Exchange exchange, ResourceAnswer answer) {
        exchange.execute(() -> {
            if (exchange.getRelation() != null) {
                forgetIfCancelled(exchange.getRelation());
            }
            // to a cancelled observation it goes nowhere, but the connection waits for the answer to its request
            exchange.sendResponse(CoapMessages.response(answer));
        });
    }

    /** A connection that goes away before the first answer cancels nothing: nothing was established. */
    private void forgetIfCancelled(ObserveRelation relation) {
        if (relation.isCanceled()) {
            removeObserveRelation(relation);
        }
    }
}
