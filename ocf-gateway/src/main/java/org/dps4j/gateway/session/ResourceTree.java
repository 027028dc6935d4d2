package org.dps4j.gateway.session;

import java.util.concurrent.CompletionStage;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.server.resources.Resource;
import org.jspecify.annotations.Nullable;

/**
 * The resources by their paths. What is not there is answered 4.04, or 4.01 with the end of the connection if the device
 * is not signed in.
 */
public final class ResourceTree {

    private final Branch root = new Branch("");

    /** Puts {@code resource}, named by the last segment, below the other segments of {@code path}. */
    public ResourceTree add(String path, CoapResource resource) {
        String[] segments = path.split("/");
        CoapResource place = root;
        for (int i = 0; i < segments.length - 1; i++) {
            Resource known = ((Branch) place).known(segments[i]);
            if (known == null) {
                Branch branch = new Branch(segments[i]);
                place.add(branch);
                place = branch;
            } else {
                place = (CoapResource) known;
            }
        }
        place.add(resource);
        return this;
    }

    /** The resource above all others. */
    public Resource root() {
        return root;
    }

    /** Answers what is not there, at whatever depth. */
    private static final class Nothing extends GatewayResource {

        Nothing() {
            super("", Access.SIGNED_IN);
        }

        @Override
        protected CompletionStage<Answer> answer(DeviceSession session, Request request) {
            throw new RefusedException(ResponseCode.NOT_FOUND, "no such resource");
        }

        @Override
        public Resource getChild(String name) {
            return this;
        }
    }

    private static final class Branch extends CoapResource {

        private final Nothing nothing = new Nothing();

        Branch(String name) {
            super(name);
        }

        @Nullable
        Resource known(String name) {
            return super.getChild(name);
        }

        @Override
        public Resource getChild(String name) {
            Resource known = super.getChild(name);
            return known == null ? nothing : known;
        }

        @Override
        public void handleRequest(Exchange exchange) {
            nothing.handleRequest(exchange);
        }
    }
}
