package org.dps4j.gateway.api;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/** Listens for HTTP on one address. Thread-safe. */
public final class HttpEndpoint implements AutoCloseable {

    private static final int MAX_CONNECTIONS = 256;
    private static final int MAX_HEADER = 8_192;
    private static final int THREADS = 8;
    private static final int THREAD_IDLE_MILLIS = 10_000;
    private static final int IDLE_MILLIS = 120_000;
    private static final int STOP_MILLIS = 2_000;

    private final Server server;
    private final ServerConnector connector;

    private HttpEndpoint(InetSocketAddress address, Handler handler) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1, THREAD_IDLE_MILLIS);
        threads.setName("ocf-gateway-http");
        threads.setDaemon(true);
        server = new Server(threads, new ScheduledExecutorScheduler("ocf-gateway-http-timer", true), null);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADER);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
        server.setStopTimeout(STOP_MILLIS);
        server.setHandler(handler);
    }

    /**
     * Listens and returns.
     *
     * @throws IOException whose message is one line naming the address and the remedy
     */
    public static HttpEndpoint start(InetSocketAddress address, Handler handler) throws IOException {
        HttpEndpoint endpoint = new HttpEndpoint(address, handler);
        try {
            endpoint.server.start();
            return endpoint;
        } catch (Exception e) {
            endpoint.close();
            boolean busy = e instanceof BindException || e.getCause() instanceof BindException;
            String where = address.getAddress().getHostAddress() + ":" + address.getPort();
            throw new IOException(
                    busy
                            ? "http.address: port " + address.getPort() + " cannot be bound on " + where
                                    + ", another program may be using it; choose another one in the configuration"
                            : "http.address: cannot listen on " + where + " (" + e.getMessage() + ")",
                    e);
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
    }

    /** Answers what it took and ends; nothing of it remains. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server did not stop", e);
        }
    }
}
