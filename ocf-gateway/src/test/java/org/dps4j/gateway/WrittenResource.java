package org.dps4j.gateway;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dps4j.protocol.cbor.CborReader;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.payload.PayloadException;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.core.server.resources.Resource;

/** A resource of a device that remembers what was written to it. */
final class WrittenResource extends CoapResource {

    final List<CborValue> written = new CopyOnWriteArrayList<>();
    private volatile ResponseCode answer = ResponseCode.CHANGED;

    private WrittenResource(String name) {
        super(name);
    }

    /** Adds one below {@code root}, at this folder and name. */
    static WrittenResource at(Resource root, String folder, String name) {
        WrittenResource resource = new WrittenResource(name);
        Resource there = root.getChild(folder);
        if (there == null) {
            there = new CoapResource(folder);
            root.add(there);
        }
        there.add(resource);
        return resource;
    }

    void refuseFromNowOn() {
        answer = ResponseCode.FORBIDDEN;
    }

    @Override
    public void handlePOST(CoapExchange exchange) {
        if (answer.isSuccess()) {
            written.add(read(exchange.getRequestPayload()));
        }
        exchange.respond(answer);
    }

    private static CborValue read(byte[] body) {
        try {
            return CborReader.read(body);
        } catch (PayloadException e) {
            throw new AssertionError(e);
        }
    }
}
