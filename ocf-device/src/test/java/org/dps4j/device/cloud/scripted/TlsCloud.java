package org.dps4j.device.cloud.scripted;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.dps4j.device.cloud.transport.CloudRequest;
import org.dps4j.device.cloud.transport.CloudResponse;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.coap.CoapConnection;
import org.dps4j.protocol.coap.CoapTcpServer;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.protocol.coap.OcfOptions;
import org.dps4j.protocol.coap.TlsIdentity;
import org.dps4j.protocol.coap.TlsOptions;
import org.dps4j.testkit.pki.TestCertificate;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.core.server.resources.Resource;

/**
 * A scripted cloud behind TLS on a port of the loopback. Like a hub it asks the device for its links before it answers
 * the sign-in, and takes devices of anybody.
 */
public final class TlsCloud implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final ScriptedCloud cloud;
    private final BlockingQueue<Response> links = new LinkedBlockingQueue<>();
    private final NettyLoops loops = NettyLoops.start("cloud", 1);
    private final CoapTcpServer server;

    /** A cloud that shows {@code certificate}. */
    public TlsCloud(ScriptedCloud cloud, TestCertificate certificate) throws IOException {
        this.cloud = cloud;
        server = CoapTcpServer.builder(loops)
                .tls(TlsOptions.of(
                        new TlsIdentity(certificate.chain(), certificate.privateKey()), (chain, attachments) -> {}))
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .root(new Root())
                .build();
        server.start();
    }

    /** Where it listens. */
    public URI uri() {
        return URI.create("coaps+tcp://127.0.0.1:" + server.localAddress().getPort());
    }

    /** What the devices answered when they were asked for their links. */
    public BlockingQueue<Response> links() {
        return links;
    }

    /** Closes every connection, as a cloud does that is restarted. */
    public void dropAll() {
        server.connections().forEach(CoapConnection::close);
    }

    @Override
    public void close() {
        server.close();
        loops.close();
    }

    /** Keeps the session with the connection. */
    private static final class Session implements CloudSession {

        private final CoapConnection connection;

        Session(CoapConnection connection) {
            this.connection = connection;
        }

        @Override
        public void signedIn(boolean whether) {
            connection.attachments().attach(Boolean.class, whether);
        }

        @Override
        public boolean isSignedIn() {
            return connection.attachments().find(Boolean.class).orElse(false);
        }
    }

    private final class Root extends CoapResource {

        Root() {
            super("");
        }

        @Override
        public Resource getChild(String name) {
            return this;
        }

        @Override
        public void handlePOST(CoapExchange exchange) {
            CloudRequest request = CloudRequest.post(
                    exchange.getRequestOptions().getUriPathString(),
                    exchange.getRequestOptions().getUriQuery(),
                    exchange.getRequestPayload());
            if (CloudOperation.of(request).equals(Optional.of(CloudOperation.SIGN_IN))) {
                askForLinksThen(exchange, request);
            } else {
                answer(exchange, request);
            }
        }

        @Override
        public void handleDELETE(CoapExchange exchange) {
            answer(
                    exchange,
                    CloudRequest.delete(
                            exchange.getRequestOptions().getUriPathString(),
                            exchange.getRequestOptions().getUriQuery()));
        }

        private void askForLinksThen(CoapExchange exchange, CloudRequest request) {
            Request ask = Request.newGet();
            ask.getOptions().setUriPath("oic/res").addUriQuery("if=oic.if.ll").addUriQuery("rt=oic.wk.d");
            var unused = CoapConnection.of(exchange).send(ask, SOON).thenAccept(answered -> {
                links.add(answered);
                answer(exchange, request);
            });
        }

        private void answer(CoapExchange exchange, CloudRequest request) {
            CloudOperation operation = CloudOperation.of(request).orElseThrow();
            CoapConnection connection = CoapConnection.of(exchange);
            CloudReply reply = cloud.next(operation);
            if (reply instanceof CloudReply.Drop) {
                connection.close();
            } else if (reply instanceof CloudReply.Code code) {
                respond(
                        exchange,
                        ScriptedCloud.code(code.code().category(), code.code().detail()));
                connection.release();
            } else if (reply instanceof CloudReply.Body body) {
                respond(exchange, ScriptedCloud.changed(body.body().toArray()));
            } else if (!(reply instanceof CloudReply.Silence)) {
                respond(exchange, cloud.answer(operation, request, new Session(connection)));
            }
        }

        private static void respond(CoapExchange exchange, CloudResponse answer) {
            Response response = new Response(CoAP.ResponseCode.valueOf(
                    answer.code().category() << 5 | answer.code().detail()));
            if (answer.body().equals(Bytes.EMPTY)) {
                response.setPayload(answer.diagnostic());
            } else {
                OcfOptions.setPayload(response, answer.body().toArray());
            }
            exchange.respond(response);
        }
    }
}
