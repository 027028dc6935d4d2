package org.dps4j.protocol.coap;

import org.eclipse.californium.core.network.ExtendedCoapStackFactory;
import org.eclipse.californium.core.network.Outbox;
import org.eclipse.californium.core.network.stack.BaseCoapStack;
import org.eclipse.californium.core.network.stack.CoapStack;
import org.eclipse.californium.core.network.stack.Layer;
import org.eclipse.californium.core.network.stack.TcpAdaptionLayer;
import org.eclipse.californium.core.network.stack.TcpExchangeCleanupLayer;
import org.eclipse.californium.core.network.stack.TcpObserveLayer;
import org.eclipse.californium.elements.EndpointContextMatcher;
import org.eclipse.californium.elements.config.Configuration;

/** Californium's layers for TCP without the blockwise one: large bodies go whole. */
@SuppressWarnings("deprecation") // the factory with a matcher still extends the deprecated one
final class ConnectionStack extends BaseCoapStack {

    static final ExtendedCoapStackFactory FACTORY = new ExtendedCoapStackFactory() {
        @Override
        public CoapStack createCoapStack(
                String protocol, String tag, Configuration config, Outbox outbox, Object argument) {
            return new ConnectionStack(config, outbox);
        }

        @Override
        public CoapStack createCoapStack(
                String protocol,
                String tag,
                Configuration config,
                EndpointContextMatcher matcher,
                Outbox outbox,
                Object argument) {
            return new ConnectionStack(config, outbox);
        }
    };

    private ConnectionStack(Configuration config, Outbox outbox) {
        super(outbox);
        setLayers(new Layer[] {
            new ConnectionLayer(), new TcpExchangeCleanupLayer(), new TcpObserveLayer(config), new TcpAdaptionLayer()
        });
    }
}
