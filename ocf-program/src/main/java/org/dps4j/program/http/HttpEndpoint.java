package org.dps4j.program.http;

import java.net.BindException;
import java.net.InetSocketAddress;
import org.dps4j.program.Listening;
import org.dps4j.program.StartException;
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

    private static final int THREAD_IDLE_MILLIS = 10_000;
    private static final int STOP_MILLIS = 2_000;

    private final Server server;
    private final ServerConnector connector;

    private HttpEndpoint(String name, InetSocketAddress address, HttpLimits limits, Handler handler) {
        QueuedThreadPool threads = new QueuedThreadPool(limits.threads(), 1, THREAD_IDLE_MILLIS);
        threads.setName(name);
        threads.setDaemon(true);
        server = new Server(threads, new ScheduledExecutorScheduler(name + "-timer", true), null);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(limits.headerSize());
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        connector.setIdleTimeout(limits.idle().toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(limits.connections(), server));
        server.setStopTimeout(STOP_MILLIS);
        server.setHandler(handler);
    }

    /**
     * Listens and returns.
     *
     * @param name of its threads
     * @throws StartException naming {@code http.address} and the remedy
     */
    public static HttpEndpoint start(String name, InetSocketAddress address, HttpLimits limits, Handler handler)
            throws StartException {
        HttpEndpoint endpoint = new HttpEndpoint(name, address, limits, handler);
        try {
            endpoint.server.start();
            return endpoint;
        } catch (Exception e) {
            endpoint.close();
            boolean busy = e instanceof BindException || e.getCause() instanceof BindException;
            String where = Listening.authority(address);
            throw new StartException(
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
