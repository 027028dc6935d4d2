package org.dps4j.protocol.coap;

import org.eclipse.californium.core.network.ExtendedCoapStackFactory;
import org.eclipse.californium.core.network.Outbox;
import org.eclipse.californium.core.network.stack.BaseCoapStack;
import org.eclipse.californium.core.network.stack.BlockwiseLayer;
import org.eclipse.californium.core.network.stack.CoapStack;
import org.eclipse.californium.core.network.stack.ExchangeCleanupLayer;
import org.eclipse.californium.core.network.stack.Layer;
import org.eclipse.californium.core.network.stack.ObserveLayer;
import org.eclipse.californium.core.network.stack.ReliabilityLayer;
import org.eclipse.californium.elements.EndpointContextMatcher;
import org.eclipse.californium.elements.config.Configuration;

/** Californium's layers for datagrams: retransmission (RFC 7252) and blocks (RFC 7959), with our connections on top. */
@SuppressWarnings("deprecation") // the factory with a matcher still extends the deprecated one
final class DatagramStack extends BaseCoapStack {

    static final ExtendedCoapStackFactory FACTORY = new ExtendedCoapStackFactory() {
        @Override
        public CoapStack createCoapStack(
                String protocol, String tag, Configuration config, Outbox outbox, Object argument) {
            return new DatagramStack(tag, config, new ConnectionMatcher(), outbox);
        }

        @Override
        public CoapStack createCoapStack(
                String protocol,
                String tag,
                Configuration config,
                EndpointContextMatcher matcher,
                Outbox outbox,
                Object argument) {
            return new DatagramStack(tag, config, matcher, outbox);
        }
    };

    private DatagramStack(String tag, Configuration config, EndpointContextMatcher matcher, Outbox outbox) {
        super(outbox);
        setLayers(new Layer[] {
            new ConnectionLayer(),
            new ExchangeCleanupLayer(config),
            new ObserveLayer(config),
            new BlockwiseLayer(tag, false, DatagramSettings.blocks(config), matcher),
            new ReliabilityLayer(config)
        });
    }
}
