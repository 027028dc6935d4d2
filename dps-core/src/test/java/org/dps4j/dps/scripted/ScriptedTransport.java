package org.dps4j.dps.scripted;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.transport.Dial;
import org.dps4j.dps.transport.DpsConnection;
import org.dps4j.dps.transport.Transport;
import org.dps4j.dps.transport.TransportException;
import org.dps4j.dps.trust.TrustVerdict;
import org.dps4j.loop.Loop;

/** The way to scripted services in virtual time. Lives on one loop. */
public final class ScriptedTransport implements Transport {

    static final Duration LATENCY = Duration.ofMillis(1);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final Loop loop;
    private final Map<URI, ScriptedService> services = new HashMap<>();
    private final List<Dial> dials = new ArrayList<>();
    private final List<ScriptedConnection> open = new ArrayList<>();

    /** A way on which nobody listens yet. */
    public ScriptedTransport(Loop loop) {
        this.loop = loop;
    }

    /** Has {@code service} listen at {@code uri}. */
    public ScriptedTransport listen(String uri, ScriptedService service) {
        services.put(URI.create(uri), service);
        return this;
    }

    /** What was dialled, in order. */
    public List<Dial> dials() {
        return dials;
    }

    /** How many connections are open. */
    public long open() {
        return open.stream().filter(ScriptedConnection::isOpen).count();
    }

    /** Cuts every open connection, as an outage of the network does. */
    public void cut() {
        open.forEach(ScriptedConnection::cut);
    }

    /** Ends every open connection and what is in flight on it with {@code failure}. */
    public void end(Failure failure) {
        open.forEach(connection -> connection.end(failure));
    }

    @Override
    public CompletionStage<DpsConnection> connect(Dial dial) {
        dials.add(dial);
        CompletableFuture<DpsConnection> result = new CompletableFuture<>();
        loop.schedule(LATENCY, () -> {
            ScriptedService service = services.get(dial.endpoint().uri());
            ConnectReply reply = service == null ? ConnectReply.REFUSED : service.nextConnect();
            if (reply == ConnectReply.REFUSED) {
                fail(result, new Failure.Unreachable("nobody listens at " + dial.endpoint()));
            } else if (reply == ConnectReply.NAME_NOT_FOUND) {
                fail(result, new Failure.Unreachable("nobody knows the host of " + dial.endpoint()));
            } else if (reply == ConnectReply.TIMED_OUT) {
                loop.schedule(CONNECT_TIMEOUT, () -> fail(result, new Failure.Unreachable("no connection in time")));
            } else if (reply == ConnectReply.DEVICE_NOT_TRUSTED) {
                fail(result, new Failure.Untrusted("the service refused our certificate"));
            } else if (dial.trust().judge(service.certificate().chain()) instanceof TrustVerdict.Refused refused) {
                fail(
                        result,
                        refused.fault() == TrustVerdict.Fault.DATES
                                ? new Failure.OutOfDate(
                                        refused.reason(), dial.trust().at())
                                : new Failure.Untrusted(refused.reason()));
            } else {
                service.connected();
                ScriptedConnection connection = new ScriptedConnection(loop, service, dial.answers());
                open.add(connection);
                result.complete(connection);
            }
            Optional.ofNullable(service).ifPresent(ScriptedService::judged);
        });
        return result;
    }

    private static void fail(CompletableFuture<DpsConnection> result, Failure failure) {
        result.completeExceptionally(new TransportException(failure));
    }

    @Override
    public void close() {
        open.forEach(ScriptedConnection::close);
    }
}
