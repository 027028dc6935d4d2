package org.dps4j.device.cloud.client;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.cloud.CloudClient;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.CloudFlag;
import org.dps4j.device.cloud.CloudListener;
import org.dps4j.device.cloud.CloudStatus;
import org.dps4j.device.cloud.machine.Link;
import org.dps4j.device.cloud.transport.CloudTransport;
import org.dps4j.device.cloud.transport.CoapCloudTransport;
import org.dps4j.device.resource.ResourceDescription;
import org.dps4j.device.resource.ResourcesListener;
import org.dps4j.device.security.credential.Identity;
import org.dps4j.device.server.DeviceResources;
import org.dps4j.loop.Cancellable;
import org.dps4j.protocol.coap.NettyLoop;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one device registered with its cloud (OCF Device to Cloud Services 8): signs up and in, refreshes tokens, watches
 * the connection, publishes the device's resources, and tries again for as long as it takes.
 *
 * <p>May be called from any thread; everything happens on the device's loop. Account and selected server are kept in the
 * device's state, and so survive a restart of the program. The client shows the identity certificate that the device has
 * when it connects.
 */
public final class OcfCloudClient implements CloudClient, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OcfCloudClient.class);

    private final Device device;
    private final Listeners listeners = new Listeners();
    private final Interpreter interpreter;
    private final List<Cancellable> ties = new CopyOnWriteArrayList<>();
    private final Set<CompletableFuture<CloudStatus>> waiting = ConcurrentHashMap.newKeySet();
    private long starts;
    private volatile boolean closed;

    /**
     * A client that opens nothing before it is started, and publishes nothing by itself.
     *
     * @param transport the way to the cloud; closed with the client
     */
    public OcfCloudClient(Device device, CloudTransport transport, CloudSettings settings) {
        this.device = device;
        this.interpreter = new Interpreter(device, transport, settings, listeners);
    }

    /**
     * A client by CoAP over TLS that publishes {@code resources} as they come and go, and by which the cloud reaches
     * them. It adds {@code /CoapCloudConfResURI} to them, by which others see and set the device's cloud, until it is
     * closed.
     *
     * @throws IllegalArgumentException if their device does not live on a {@link NettyLoop}, or if they have a client that
     *     was not closed
     */
    public static OcfCloudClient of(DeviceResources resources, CloudSettings settings) {
        Device device = resources.device();
        if (!(device.loop() instanceof NettyLoop loop)) {
            throw new IllegalArgumentException("CoAP needs a device on a NettyLoop, not on a "
                    + device.loop().getClass().getSimpleName());
        }
        OcfCloudClient client = new OcfCloudClient(device, new CoapCloudTransport(loop, resources::serve), settings);
        client.ties.add(CoapCloudConf.addTo(resources, device, client));
        client.ties.add(client.follow(resources));
        return client;
    }

    /** Publishes what there is of {@code resources} now and whenever that changes, until cancelled. */
    Cancellable follow(DeviceResources resources) {
        Cancellable following = resources.addListener(new ResourcesListener() {
            @Override
            public void added(ResourceDescription resource) {
                publish(resources.published());
            }

            @Override
            public void removed(ResourceDescription resource) {
                publish(resources.published());
            }
        });
        // what this thread sees may be older than what the listener has published by now
        onLoop(() -> publish(resources.published()));
        return following;
    }

    @Override
    public CompletionStage<Void> start(UUID deviceId, CloudConfiguration configuration, Identity identity) {
        if (closed) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("this cloud client was closed; build another one"));
        }
        DeviceState state = device.state();
        if (!deviceId.equals(state.id())) {
            return refused("expected device " + state.id() + ", found " + deviceId);
        }
        if (!configuration.isProvisioned()) {
            return refused("expected a cloud with a token to sign up with, found none");
        }
        if (configuration.by(Accounts.SCHEME).isEmpty()) {
            return refused("expected a cloud that begins with " + Accounts.SCHEME + "://, found "
                    + configuration.selected().uri());
        }
        CompletableFuture<Void> started = new CompletableFuture<>();
        onLoop(() -> begin(configuration, started));
        return started;
    }

    /** Starts once the configuration is stored, unless somebody wanted something else in the meantime. */
    private void begin(CloudConfiguration configuration, CompletableFuture<Void> started) {
        long own = ++starts;
        var unused = device.update(before -> before.withCloud(usable(before.cloud(), configuration)))
                .whenComplete((stored, failure) -> {
                    if (failure != null) {
                        started.completeExceptionally(failure);
                        return;
                    }
                    try {
                        if (own == starts) {
                            interpreter.start();
                        }
                        started.complete(null);
                    } catch (RuntimeException | Error e) {
                        started.completeExceptionally(e);
                    }
                });
    }

    /**
     * What the device has of the same cloud may be newer: another account, another server selected. Servers that cannot be
     * dialled are left out.
     */
    private static CloudConfiguration usable(CloudConfiguration kept, CloudConfiguration given) {
        CloudConfiguration newest = kept.access().equals(given.access()) ? kept : given;
        return newest.by(Accounts.SCHEME).or(() -> given.by(Accounts.SCHEME)).orElse(newest);
    }

    private static CompletionStage<Void> refused(String why) {
        return CompletableFuture.failedFuture(new IllegalArgumentException(why));
    }

    @Override
    public CompletionStage<Void> stop() {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        onLoop(() -> {
            starts++;
            interpreter.stop();
            stopped.complete(null);
        });
        return stopped;
    }

    @Override
    public CompletionStage<Void> signOff(Duration limit) {
        CompletableFuture<Void> left = new CompletableFuture<>();
        onLoop(() -> {
            starts++;
            interpreter.signOff(limit, left);
        });
        return left;
    }

    /**
     * Goes offline and keeps the account: tells the cloud, as well as that goes within {@code limit}, closes the connection
     * and stops; {@link #start} brings the device back. Listeners hear of it with {@link CloudFlag#LOGGED_OUT}. The stage
     * completes when it is done, whatever the cloud said. A start, a stop or a sign-off in the meantime interrupts it.
     *
     * @throws IllegalArgumentException if {@code limit} is negative
     */
    public CompletionStage<Void> signOut(Duration limit) {
        if (limit.isNegative()) {
            throw new IllegalArgumentException("expected a limit of zero or more, found " + limit);
        }
        CompletableFuture<Void> gone = new CompletableFuture<>();
        onLoop(() -> {
            starts++;
            interpreter.signOut(limit, gone);
        });
        return gone;
    }

    /** Has exactly these resources of the device stand in the cloud's directory, now or as soon as it is online. */
    public void publish(List<ResourceLink> resources) {
        List<Link> links = resources.stream().map(Requests::link).toList();
        onLoop(() -> interpreter.publish(links));
    }

    /**
     * Completes, on the device's loop, as soon as the device is signed in; at once if that is so already. Cancelled by
     * {@link #close}. The client keeps it until then: who gives up cancels it, or gives it an {@code orTimeout}.
     */
    public CompletableFuture<CloudStatus> online() {
        CompletableFuture<CloudStatus> online = new CompletableFuture<>();
        if (closed) {
            online.cancel(false);
            return online;
        }
        Cancellable listening = addListener(new CloudListener() {
            @Override
            public void onStatusChanged(CloudStatus status) {
                if (status.isOnline()) {
                    online.complete(status);
                }
            }
        });
        waiting.add(online);
        var unused = online.whenComplete((status, failure) -> {
            listening.cancel();
            waiting.remove(online);
        });
        if (closed) {
            online.cancel(false);
        }
        return online;
    }

    /** How it stands with the cloud now. */
    public CloudStatus status() {
        return interpreter.status();
    }

    @Override
    public Cancellable addListener(CloudListener listener) {
        Cancellable listening = listeners.add(listener);
        onLoop(() -> listeners.tellOnly(listener, late -> late.onStatusChanged(status())));
        return listening;
    }

    /**
     * Stops for good and takes back what it added to the device's resources; the account stays. Closing twice is fine, and
     * so is closing it after its loop.
     */
    @Override
    public void close() {
        closed = true;
        waiting.forEach(online -> online.cancel(false));
        ties.forEach(tie -> unlessLoopEnded(tie::cancel));
        ties.clear();
        unlessLoopEnded(() -> onLoop(interpreter::close));
    }

    private void unlessLoopEnded(Runnable task) {
        try {
            task.run();
        } catch (RejectedExecutionException e) {
            LOG.debug(
                    "the loop of device {} ended before its cloud client",
                    device.state().id(),
                    e);
        }
    }

    private void onLoop(Runnable task) {
        device.loop().execute(task);
    }
}
