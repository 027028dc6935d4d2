package org.dps4j.protocol.coap;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.Request;

/** A client and a server of ours in one process, each with its resources, and what they hear of their connections. */
final class Ends implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(5);

    /** Keeps what a listener hears. */
    static final class Heard implements ConnectionListener {
        final BlockingQueue<CoapConnection> up = new LinkedBlockingQueue<>();
        final BlockingQueue<CloseReason> down = new LinkedBlockingQueue<>();
        final BlockingQueue<CloseReason> failed = new LinkedBlockingQueue<>();

        @Override
        public void connected(CoapConnection connection) {
            up.add(connection);
        }

        @Override
        public void closed(CoapConnection connection, CloseReason reason) {
            down.add(reason);
        }

        @Override
        public void failed(InetSocketAddress peer, CloseReason reason) {
            failed.add(reason);
        }
    }

    final NettyLoops loops = NettyLoops.start("ends", 2);
    final Echo deviceSide = new Echo();
    final Echo serviceSide = new Echo();
    final Heard client = new Heard();
    final Heard server = new Heard();
    final CoapTcpClient.Builder clientSetup;
    final CoapTcpServer.Builder serverSetup;
    private Optional<CoapTcpServer> started = Optional.empty();
    private Optional<CoapTcpClient> dialling = Optional.empty();
    private String scheme = "coap+tcp";

    Ends() {
        clientSetup = CoapTcpClient.builder(loops.next()).root(deviceSide.root).listener(client);
        serverSetup = CoapTcpServer.builder(loops).root(serviceSide.root).listener(server);
    }

    Ends tls(TlsOptions device, TlsOptions service) {
        clientSetup.tls(device);
        serverSetup.tls(service);
        scheme = "coaps+tcp";
        return this;
    }

    CoapTcpServer server() {
        if (started.isEmpty()) {
            CoapTcpServer made = serverSetup.build();
            try {
                made.start();
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
            started = Optional.of(made);
        }
        return started.get();
    }

    CoapTcpClient client() {
        if (dialling.isEmpty()) {
            dialling = Optional.of(clientSetup.build());
        }
        return dialling.get();
    }

    /** The address of the server as its peers write it. */
    URI uri() {
        return uri("127.0.0.1", server().localAddress().getPort());
    }

    URI uri(String host, int port) {
        return URI.create(scheme + "://" + host + ":" + port);
    }

    CoapConnection connect() {
        return await(client().connect(uri()));
    }

    /** The server's end of the connection that came up last. */
    CoapConnection accepted() {
        return next(server.up);
    }

    static Request get(String path) {
        Request request = Request.newGet();
        request.getOptions().setUriPath(path);
        return request;
    }

    static Request post(String path, byte[] payload) {
        Request request = new Request(Code.POST);
        request.getOptions().setUriPath(path);
        request.setPayload(payload);
        return request;
    }

    static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(SOON.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failure) {
            throw new AssertionError("nothing good came", failure);
        }
    }

    /** The failure that a future completes with. */
    static Throwable failure(CompletableFuture<?> future) {
        try {
            Object value = future.get(SOON.toMillis(), TimeUnit.MILLISECONDS);
            throw new AssertionError("expected a failure, but there came " + value);
        } catch (ExecutionException failed) {
            return failed.getCause();
        } catch (InterruptedException | TimeoutException failure) {
            throw new AssertionError("nothing came", failure);
        }
    }

    /** Why a dial or a request failed, if it was because of its connection. */
    static CloseReason reason(CompletableFuture<?> future) {
        if (failure(future) instanceof ConnectionClosedException closed) {
            return closed.reason();
        }
        throw new AssertionError("failed for another reason", failure(future));
    }

    static <T> T next(BlockingQueue<T> queue) {
        try {
            T found = queue.poll(SOON.toMillis(), TimeUnit.MILLISECONDS);
            if (found == null) {
                throw new AssertionError("nothing came");
            }
            return found;
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public void close() {
        dialling.ifPresent(CoapTcpClient::close);
        started.ifPresent(CoapTcpServer::close);
        loops.close();
    }
}
