package org.dps4j.device.server;

import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceRequest;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.server.resources.Resource;

/** One request on its way to the device, as Californium walks down its path. */
final class CoapPath extends CoapResource {

    private final DeviceResources resources;
    private final String path;

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
    public void handleRequest(Exchange exchange) {
        try {
            ResourceRequest request = CoapMessages.request(exchange.getRequest());
            var unused = resources.answer(request).thenAccept(answer -> send(exchange, answer));
        } catch (CoapMessages.UnusableRequestException e) {
            send(exchange, e.answer());
        }
    }

    private static void send(Exchange exchange, ResourceAnswer answer) {
        exchange.execute(() -> exchange.sendResponse(CoapMessages.response(answer)));
    }
}
