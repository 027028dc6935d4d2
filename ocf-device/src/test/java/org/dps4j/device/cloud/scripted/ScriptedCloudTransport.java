package org.dps4j.device.cloud.scripted;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.transport.CloudConnection;
import org.dps4j.device.cloud.transport.CloudDial;
import org.dps4j.device.cloud.transport.CloudTransport;
import org.dps4j.device.cloud.transport.CloudTransportException;
import org.dps4j.loop.Loop;

/** The way to scripted clouds in virtual time. Lives on one loop. */
public final class ScriptedCloudTransport implements CloudTransport {

    /** How long a message takes. */
    public static final Duration LATENCY = Duration.ofMillis(1);

    private final Loop loop;
    private final Map<URI, ScriptedCloud> clouds = new HashMap<>();
    private final List<CloudDial> dials = new ArrayList<>();
    private final Queue<CloudFailure> refusals = new ArrayDeque<>();
    private final List<ScriptedCloudConnection> connections = new ArrayList<>();

    /** A way on which nobody listens yet. */
    public ScriptedCloudTransport(Loop loop) {
        this.loop = loop;
    }

    /** Has {@code cloud} listen at {@code uri}. */
    public ScriptedCloudTransport listen(String uri, ScriptedCloud cloud) {
        clouds.put(URI.create(uri), cloud);
        return this;
    }

    /** Nobody listens at {@code uri} any more; open connections stay. */
    public void silence(String uri) {
        clouds.remove(URI.create(uri));
    }

    /** The next connection attempts fail so, one each, in addition to those given before. */
    public ScriptedCloudTransport onConnect(CloudFailure... failures) {
        Collections.addAll(refusals, failures);
        return this;
    }

    /** What was dialled, in order. */
    public List<CloudDial> dials() {
        return dials;
    }

    /** How many connections are open. */
    public long open() {
        return connections.stream().filter(ScriptedCloudConnection::isOpen).count();
    }

    /** How many connections have a device that is signed in. */
    public long online() {
        return connections.stream().filter(ScriptedCloudConnection::isSignedIn).count();
    }

    /** Cuts every open connection, as an outage of the network does. */
    public void cut() {
        connections.forEach(connection -> connection.end(new CloudFailure.ConnectionLost("the network is gone")));
    }

    @Override
    public CompletionStage<CloudConnection> connect(CloudDial dial) {
        dials.add(dial);
        CompletableFuture<CloudConnection> result = new CompletableFuture<>();
        loop.schedule(LATENCY, () -> {
            Optional<ScriptedCloud> cloud = Optional.ofNullable(clouds.get(dial.server()));
            if (!refusals.isEmpty()) {
                result.completeExceptionally(new CloudTransportException(refusals.remove()));
                return;
            }
            if (cloud.isEmpty()) {
                result.completeExceptionally(new CloudTransportException(
                        new CloudFailure.Unreachable("nobody listens at " + dial.server())));
                return;
            }
            ScriptedCloudConnection connection = new ScriptedCloudConnection(loop, cloud.get());
            connections.add(connection);
            result.complete(connection);
        });
        return result;
    }

    @Override
    public void close() {
        connections.forEach(ScriptedCloudConnection::close);
    }
}
