package org.dps4j.protocol.coap;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.dps4j.loop.VirtualLoop;
import org.dps4j.protocol.coap.frame.Frame;
import org.dps4j.protocol.coap.frame.FrameFormatException;
import org.dps4j.protocol.coap.frame.FrameHeader;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;

/**
 * What one connection without a socket made of a stream: a request and an observation of ours wait on it, and when the
 * stream is over an hour passes.
 *
 * @param end why the connection ended
 * @param answers what it answered, in hexadecimal
 * @param heard what became of the request and of the observation
 */
record WireRun(CloseReason end, List<String> answers, List<String> heard) {

    private static final TransportLimits LIMITS = TransportLimits.forService().withInboundMessage(1024);
    private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 5684);

    /** Tokens that Californium might have made for a request and for an observation; they tell by their length and bits. */
    private static final byte[] SHORT_LIVED = {1};

    private static final byte[] LONG_LIVED = {2, 0, 0, 0, 0, 0, 0, 2};
    private static final ScheduledExecutorService TIMERS = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "fuzz-timers");
        thread.setDaemon(true);
        return thread;
    });
    private static final ProtocolEndpoint ENDPOINT =
            ProtocolEndpoint.start(ProtocolEndpoint.TCP, ADDRESS, new Echo().root, TIMERS);

    static WireRun of(byte[] stream, int pieceLength) {
        VirtualLoop loop = new VirtualLoop(1);
        EmbeddedChannel channel = new AddressedChannel();
        TcpConnection connection = new TcpConnection(channel, loop, ENDPOINT, LIMITS, TlsPeer.unknown());
        FrameDecoder decoder = new FrameDecoder(LIMITS.inboundMessage(), connection);
        RequestCount requests = new RequestCount();
        channel.pipeline().addLast(decoder, requests, new ConnectionHandler(connection, decoder, LIMITS));
        List<String> heard = new ArrayList<>();
        loop.execute(() -> {
            connection.start();
            begin(connection, heard);
            for (int at = 0; at < stream.length && channel.isOpen(); at += pieceLength) {
                channel.writeInbound(Unpooled.copiedBuffer(stream, at, Math.min(pieceLength, stream.length - at)));
            }
        });
        loop.advance(Duration.ZERO);
        boolean stillUp = channel.isOpen();
        loop.advance(Duration.ofHours(1));

        List<String> answers = answers(channel);
        if (stillUp) {
            assertThat(answers).hasSize(requests.count());
        }
        assertThat(channel.isOpen()).as("open").isFalse();
        assertThat(loop.pendingTimers()).as("timers left").isZero();
        assertThat(ENDPOINT.isEmpty()).as("Californium remembers nothing").isTrue();
        channel.finishAndReleaseAll();
        return new WireRun(connection.closed().toCompletableFuture().join(), answers, heard);
    }

    private static void begin(TcpConnection connection, List<String> heard) {
        Request get = new Request(Code.GET);
        get.setToken(SHORT_LIVED);
        hear(connection.send(get, Duration.ofMinutes(5)), heard);
        Request observe = new Request(Code.GET);
        observe.setToken(LONG_LIVED);
        hear(
                connection
                        .observe(observe, Duration.ofMinutes(5), new ObservationListener() {
                            @Override
                            public void notified(Response notification) {
                                heard.add("notified " + notification.getCode());
                            }

                            @Override
                            public void ended(Exception cause) {
                                heard.add("ended " + cause.getMessage());
                            }
                        })
                        .first(),
                heard);
    }

    private static void hear(CompletableFuture<Response> answer, List<String> heard) {
        CompletableFuture<?> unused = answer.whenComplete((response, failure) ->
                heard.add(failure == null ? "answer " + response.getCode() : "failed " + failure.getMessage()));
    }

    /** The responses among what was written; signals and our own requests have random tokens. */
    private static List<String> answers(EmbeddedChannel channel) {
        List<String> answers = new ArrayList<>();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            try {
                Frame frame = Frame.take(out, FrameHeader.peek(out).orElseThrow());
                frame.options();
                assertThat(out.isReadable()).as("one message for each write").isFalse();
                if (frame.isResponse()) {
                    answers.add(HexFormat.of().formatHex(frame.bytes()));
                }
            } catch (FrameFormatException malformed) {
                throw new AssertionError("what we write is malformed", malformed);
            } finally {
                out.release();
            }
        }
        return answers;
    }

    /** A channel without a socket that has addresses like one. */
    private static final class AddressedChannel extends EmbeddedChannel {
        @Override
        protected SocketAddress localAddress0() {
            return ADDRESS;
        }

        @Override
        protected SocketAddress remoteAddress0() {
            return ADDRESS;
        }
    }
}
