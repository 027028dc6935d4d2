package org.dps4j.protocol.coap;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.server.resources.CoapExchange;

/** Resources as an end of a connection has them: one that answers, one that changes, one that fails, one that is silent. */
final class Echo {

    /** Answers a POST with its payload, and a GET with the text it holds; tells observers of a new text. */
    static final class Text extends CoapResource {
        private volatile String text;

        Text(String name, String text) {
            super(name);
            this.text = text;
            setObservable(true);
        }

        void become(String another) {
            text = another;
            changed();
        }

        @Override
        public void handleGET(CoapExchange exchange) {
            exchange.respond(ResponseCode.CONTENT, text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void handlePOST(CoapExchange exchange) {
            exchange.respond(ResponseCode.CHANGED, exchange.getRequestPayload());
        }
    }

    /** Never answers, and keeps what it was asked. */
    static final class Silent extends CoapResource {
        final List<CoapExchange> asked = new CopyOnWriteArrayList<>();

        Silent() {
            super("silent");
        }

        @Override
        public void handleGET(CoapExchange exchange) {
            asked.add(exchange);
        }
    }

    /** Throws. */
    static final class Failing extends CoapResource {
        Failing() {
            super("failing");
        }

        @Override
        public void handleGET(CoapExchange exchange) {
            throw new IllegalStateException("this resource always fails");
        }
    }

    final Text text = new Text("text", "first");
    final Silent silent = new Silent();
    final CoapResource root = new CoapResource("").add(text).add(silent).add(new Failing());
}
