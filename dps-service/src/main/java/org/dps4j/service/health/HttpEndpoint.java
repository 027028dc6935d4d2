package org.dps4j.service.health;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/** Serves a few JSON documents by GET over plain HTTP; everything else is refused. Thread-safe. */
public final class HttpEndpoint implements AutoCloseable {

    private static final int MAX_CONNECTIONS = 64;
    private static final int MAX_HEADER = 4_096;
    private static final int IDLE_MILLIS = 10_000;
    private static final int STOP_MILLIS = 2_000;

    private final Server server;
    private final ServerConnector connector;

    private final Map<String, Supplier<Document>> documents = new ConcurrentHashMap<>();

    private HttpEndpoint(InetSocketAddress address) {
        QueuedThreadPool threads = new QueuedThreadPool(6, 1, IDLE_MILLIS);
        threads.setName("http");
        threads.setDaemon(true);
        server = new Server(threads, new ScheduledExecutorScheduler("http-timer", true), null);
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
        server.setHandler(new Documents(documents));
    }

    /**
     * Listens and returns; serves nothing yet.
     *
     * @throws IOException whose message is one line naming the address and the remedy
     */
    public static HttpEndpoint start(InetSocketAddress address) throws IOException {
        HttpEndpoint endpoint = new HttpEndpoint(address);
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

    /** Serves a JSON document from now on; {@code document} is asked anew for every request. */
    public void serve(String path, Supplier<Document> document) {
        documents.put(path, document);
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

    private static final class Documents extends Handler.Abstract.NonBlocking {

        private final Map<String, Supplier<Document>> documents;

        Documents(Map<String, Supplier<Document>> documents) {
            this.documents = documents;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Supplier<Document> document = documents.get(Request.getPathInContext(request));
            boolean read = HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
            if (document == null || !read) {
                response.setStatus(document == null ? HttpStatus.NOT_FOUND_404 : HttpStatus.METHOD_NOT_ALLOWED_405);
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, "0");
                if (document != null) {
                    response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
                }
                callback.succeeded();
                return true;
            }
            Document content = document.get();
            byte[] body = content.json().getBytes(StandardCharsets.UTF_8);
            response.setStatus(content.status());
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
            response.write(
                    true, ByteBuffer.wrap(HttpMethod.HEAD.is(request.getMethod()) ? new byte[0] : body), callback);
            return true;
        }
    }
}
