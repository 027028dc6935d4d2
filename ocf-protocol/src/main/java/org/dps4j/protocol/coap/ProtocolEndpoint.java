package org.dps4j.protocol.coap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.InMemoryMessageExchangeStore;
import org.eclipse.californium.core.network.RandomTokenGenerator;
import org.eclipse.californium.core.network.TokenGenerator;
import org.eclipse.californium.core.network.interceptors.MalformedMessageInterceptor;
import org.eclipse.californium.core.network.interceptors.MessageInterceptorAdapter;
import org.eclipse.californium.core.network.serialization.TcpDataParser;
import org.eclipse.californium.core.observe.InMemoryObservationStore;
import org.eclipse.californium.core.server.resources.Resource;
import org.eclipse.californium.elements.RawData;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;

/** One {@link CoapEndpoint} on our connections, for a client or for a server with all its connections. */
final class ProtocolEndpoint {

    static final String TCP = "TCP";
    static final String TLS = "TLS";

    static final TcpDataParser PARSER = new TcpDataParser(new TransportOptions());

    private static final int TOKEN_BYTES = 8;
    private static final Configuration CONFIGURATION = configuration();
    private static final TokenGenerator TOKENS = new RandomTokenGenerator(CONFIGURATION);

    private final CoapEndpoint endpoint;
    private final ConnectionConnector connector;
    private final InMemoryMessageExchangeStore exchanges;
    private final InMemoryObservationStore observations;

    private ProtocolEndpoint(
            CoapEndpoint endpoint,
            ConnectionConnector connector,
            InMemoryMessageExchangeStore exchanges,
            InMemoryObservationStore observations) {
        this.endpoint = endpoint;
        this.connector = connector;
        this.exchanges = exchanges;
        this.observations = observations;
    }

    /** Starts an endpoint whose requests go to {@code root}; {@code protocol} is {@link #TCP} or {@link #TLS}. */
    static ProtocolEndpoint start(
            String protocol, InetSocketAddress address, Resource root, ScheduledExecutorService timers) {
        ConnectionConnector connector = new ConnectionConnector(protocol, address);
        InMemoryMessageExchangeStore exchanges = new InMemoryMessageExchangeStore(null, CONFIGURATION, TOKENS);
        InMemoryObservationStore observations = new InMemoryObservationStore(CONFIGURATION);
        CoapEndpoint endpoint = CoapEndpoint.builder()
                .setConfiguration(CONFIGURATION)
                .setConnector(connector)
                .setEndpointContextMatcher(new ConnectionMatcher())
                .setCoapStackFactory(ConnectionStack.FACTORY)
                .setTokenGenerator(TOKENS)
                .setMessageExchangeStore(exchanges)
                .setObservationStore(observations)
                .setDataSerializerAndParser(null, PARSER)
                .build();
        endpoint.setExecutors(new InlineExecutor(timers), timers);
        endpoint.setMessageDeliverer(new ResourceDeliverer(root, CONFIGURATION));
        endpoint.addPostProcessInterceptor(new MalformedMessages());
        try {
            endpoint.start();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new ProtocolEndpoint(endpoint, connector, exchanges, observations);
    }

    /** A token of eight bytes, for a message that Californium does not make. */
    static byte[] newToken() {
        return TOKENS.createToken(TokenGenerator.Scope.SHORT_TERM).getBytes();
    }

    /** Whether an observation with this token could be cancelled: Californium tells by the token what it is for. */
    static boolean isCancellable(Token token) {
        return TOKENS.getScope(token) != TokenGenerator.Scope.SHORT_TERM_CLIENT_LOCAL;
    }

    void receive(byte[] message, ConnectionContext context, long nanoTime) {
        connector.receive(message, context, nanoTime);
    }

    void send(Request request) {
        request.setScheme(scheme());
        endpoint.sendRequest(request);
    }

    void cancelObservation(Token token) {
        endpoint.cancelObservation(token);
    }

    /** Whether nothing is remembered of any request or observation. */
    boolean isEmpty() {
        return exchanges.isEmpty() && observations.isEmpty();
    }

    String scheme() {
        return connector.getProtocol().equals(TLS) ? "coaps+tcp" : "coap+tcp";
    }

    /** Ends the endpoint. Its connections must be gone: what is in flight is forgotten without a word. */
    void destroy() {
        endpoint.destroy();
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration(CoapConfig.DEFINITIONS, SystemConfig.DEFINITIONS);
        configuration.set(CoapConfig.DEDUPLICATOR, CoapConfig.NO_DEDUPLICATOR);
        configuration.set(CoapConfig.TOKEN_SIZE_LIMIT, TOKEN_BYTES);
        return configuration;
    }

    /** Californium drops what it cannot parse without a word; the connection answers it. */
    private static final class MalformedMessages extends MessageInterceptorAdapter
            implements MalformedMessageInterceptor {

        @Override
        public void receivedMalformedMessage(RawData message) {
            ConnectionContext.connectionOf(message.getEndpointContext()).malformed(message.getBytes());
        }
    }
}
