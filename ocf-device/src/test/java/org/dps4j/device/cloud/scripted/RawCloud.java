package org.dps4j.device.cloud.scripted;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.dps4j.device.cloud.transport.CloudRequest;
import org.dps4j.device.cloud.transport.CloudResponse;
import org.dps4j.protocol.Bytes;
import org.dps4j.testkit.peer.RawListener;
import org.dps4j.testkit.peer.RawPeer;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestTls;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.serialization.TcpDataParser;
import org.eclipse.californium.core.network.serialization.TcpDataSerializer;

/**
 * A cloud behind TLS of which the test decides every byte. It answers rightly until the request comes at which the test
 * wants to do something else. It has no thread: it does its work while the test waits for it. One connection at a time.
 */
public final class RawCloud implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CSM = "00e1";

    private final ScriptedCloud script;
    private final RawListener listener;
    private Optional<RawPeer> current = Optional.empty();
    private Optional<Request> held = Optional.empty();
    private boolean signedIn;

    /** A cloud that shows {@code certificate} and answers as {@code script} does. */
    public RawCloud(ScriptedCloud script, TestCertificate certificate) {
        this.script = script;
        this.listener = RawPeer.tls(TestTls.trustingEverybody(certificate))
                .deadline(PATIENCE)
                .listen();
    }

    /** Where it listens. */
    public URI uri() {
        return URI.create("coaps+tcp://127.0.0.1:" + listener.address().getPort());
    }

    /** Serves the device until it asks for {@code operation}, which is left without an answer. */
    public void serveUntil(CloudOperation operation) {
        while (true) {
            Request request = nextRequest();
            if (operationOf(request) == operation) {
                held = Optional.of(request);
                return;
            }
            answer(request);
        }
    }

    /** Serves the device up to and including the answer to {@code operation}. */
    public void serveThrough(CloudOperation operation) {
        serveUntil(operation);
        answer(held.orElseThrow());
    }

    /** Answers the held request with 2.04, CBOR and this body. */
    public void answerWith(String hex) {
        Response response = new Response(CoAP.ResponseCode.CHANGED);
        response.getOptions().setContentFormat(MediaTypeRegistry.APPLICATION_VND_OCF_CBOR);
        response.setPayload(HexFormat.of().parseHex(hex));
        send(response, held.orElseThrow());
    }

    /** Says that the answer to the held request has this many bytes, and sends none of them. */
    public void announce(int bytes) {
        peer().send(HexFormat.of().parseHex("f8" + String.format("%08x", bytes - 65_805)));
    }

    /** Sends an answer of this many bytes to the held request, as far as the device takes it. */
    public void flood(int bytes) {
        Response response = new Response(CoAP.ResponseCode.CHANGED);
        response.getOptions().setContentFormat(MediaTypeRegistry.APPLICATION_VND_OCF_CBOR);
        response.setPayload(new byte[bytes]);
        try {
            send(response, held.orElseThrow());
        } catch (UncheckedIOException | AssertionError refused) {
            // what the device does not take is what this is about
            return;
        }
    }

    /** Asks the device for this resource, and does not read what it answers. */
    public void ask(String path, int times) {
        Request request = Request.newGet();
        request.getOptions().setUriPath(path);
        request.setToken(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        peer().sendUntilStalled(new TcpDataSerializer().getByteArray(request), times, Duration.ofMillis(500));
    }

    /** The open connection, for bytes that nobody expects. */
    public RawPeer peer() {
        return current.orElseThrow();
    }

    /** Ends the connection; the next one is taken when the device comes back. */
    public void hangUp() {
        current.ifPresent(RawPeer::close);
        current = Optional.empty();
        signedIn = false;
    }

    @Override
    public void close() {
        hangUp();
        listener.close();
    }

    private Request nextRequest() {
        if (current.isEmpty()) {
            current = Optional.of(listener.accept());
            peer().send(CSM);
        }
        while (true) {
            byte[] frame = peer().readFrame();
            if (isRequest(frame)) {
                return (Request) new TcpDataParser().parseMessage(frame);
            }
        }
    }

    private static boolean isRequest(byte[] frame) {
        int nibble = (frame[0] & 0xf0) >> 4;
        int code = frame[1 + (nibble < 13 ? 0 : 1 << (nibble - 13))];
        return code != 0 && (code & 0xff) >> 5 == 0;
    }

    private void answer(Request request) {
        CloudOperation operation = operationOf(request);
        script.next(operation);
        CloudResponse answer = script.answer(operation, cloudRequest(request), new CloudSession() {
            @Override
            public void signedIn(boolean whether) {
                signedIn = whether;
            }

            @Override
            public boolean isSignedIn() {
                return signedIn;
            }
        });
        Response response = new Response(CoAP.ResponseCode.valueOf(
                answer.code().category() << 5 | answer.code().detail()));
        if (!answer.body().equals(Bytes.EMPTY)) {
            response.getOptions().setContentFormat(MediaTypeRegistry.APPLICATION_VND_OCF_CBOR);
            response.setPayload(answer.body().toArray());
        }
        send(response, request);
    }

    private void send(Response response, Request request) {
        response.setToken(request.getToken());
        peer().send(new TcpDataSerializer().getByteArray(response));
    }

    private static CloudOperation operationOf(Request request) {
        return CloudOperation.of(cloudRequest(request)).orElseThrow();
    }

    private static CloudRequest cloudRequest(Request request) {
        String path = request.getOptions().getUriPathString();
        return request.getCode() == CoAP.Code.POST
                ? CloudRequest.post(path, request.getOptions().getUriQuery(), request.getPayload())
                : CloudRequest.delete(path, request.getOptions().getUriQuery());
    }
}
