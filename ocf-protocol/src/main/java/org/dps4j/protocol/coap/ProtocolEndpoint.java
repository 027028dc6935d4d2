package org.dps4j.protocol.coap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;
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
import org.eclipse.californium.core.network.serialization.UdpDataParser;
import org.eclipse.californium.core.observe.InMemoryObservationStore;
import org.eclipse.californium.core.server.resources.Resource;
import org.eclipse.californium.elements.RawData;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;

/** One {@link CoapEndpoint} on our connections, for a client or for a server with all its connections. */
final class ProtocolEndpoint {

    static final String TCP = "TCP";
    static final String TLS = "TLS";
    static final String DTLS = "DTLS";

    static final TcpDataParser PARSER = new TcpDataParser(TransportOptions.overTcp());

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
        return start(
                new ConnectionConnector(protocol, address),
                CONFIGURATION,
                builder ->
                        builder.setCoapStackFactory(ConnectionStack.FACTORY).setDataSerializerAndParser(null, PARSER),
                root,
                new InlineExecutor(timers),
                timers);
    }

    /** Starts an endpoint for associations of DTLS, all of them on {@code loop}. */
    static ProtocolEndpoint overDtls(
            InetSocketAddress address, Resource root, NettyLoop loop, DatagramSettings settings) {
        return start(
                new ConnectionConnector(DTLS, address),
                settings.coap(),
                builder -> builder.setCoapStackFactory(DatagramStack.FACTORY)
                        .setDataSerializerAndParser(null, new UdpDataParser(false, TransportOptions.overUdp())),
                root,
                new InlineExecutor(loop),
                loop.eventLoop());
    }

    private static ProtocolEndpoint start(
            ConnectionConnector connector,
            Configuration configuration,
            UnaryOperator<CoapEndpoint.Builder> carrier,
            Resource root,
            ScheduledExecutorService main,
            ScheduledExecutorService timers) {
        InMemoryMessageExchangeStore exchanges = new InMemoryMessageExchangeStore(null, configuration, TOKENS);
        InMemoryObservationStore observations = new InMemoryObservationStore(configuration);
        CoapEndpoint endpoint = carrier.apply(CoapEndpoint.builder()
                        .setConfiguration(configuration)
                        .setConnector(connector)
                        .setEndpointContextMatcher(new ConnectionMatcher())
                        .setTokenGenerator(TOKENS)
                        .setMessageExchangeStore(exchanges)
                        .setObservationStore(observations))
                .build();
        endpoint.setExecutors(main, timers);
        endpoint.setMessageDeliverer(new ResourceDeliverer(root, configuration));
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
        return switch (connector.getProtocol()) {
            case TLS -> "coaps+tcp";
            case DTLS -> "coaps";
            default -> "coap+tcp";
        };
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
