package org.dps4j.device.cloud.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.CloudErrorCode;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.CloudFlag;
import org.dps4j.device.cloud.CloudProvisioningStatus;
import org.dps4j.device.cloud.CloudStatus;
import org.dps4j.device.cloud.ResponseCode;
import org.dps4j.device.cloud.machine.CloudAction;
import org.dps4j.device.cloud.machine.CloudEffect;
import org.dps4j.device.cloud.machine.CloudEvent;
import org.dps4j.device.cloud.machine.CloudMachine;
import org.dps4j.device.cloud.machine.CloudState;
import org.dps4j.device.cloud.machine.CloudTimer;
import org.dps4j.device.cloud.machine.CloudTransition;
import org.dps4j.device.cloud.machine.Goal;
import org.dps4j.device.cloud.machine.Link;
import org.dps4j.device.cloud.transport.CloudConnection;
import org.dps4j.device.cloud.transport.CloudRequest;
import org.dps4j.device.cloud.transport.CloudTransport;
import org.dps4j.device.cloud.transport.CloudTransportException;
import org.dps4j.loop.Loop;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.directory.PublishedInstances;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what the machine decides: owns its state, its timers and the one connection. Confined to the loop. */
final class Interpreter {

    private static final Logger LOG = LoggerFactory.getLogger(Interpreter.class);
    private static final Duration SIGN_OFF_REQUEST = Duration.ofSeconds(10);

    /** Where an attempt fails at once, as at a closed port, no schedule makes the device do nothing else. */
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

    private final Device device;
    private final Loop loop;
    private final CloudSettings settings;
    private final CloudRetry retry;
    private final CloudMachine machine;
    private final Accounts accounts;
    private final Connection connection;
    private final Listeners listeners;
    private final Timers timers;
    private final List<CompletableFuture<Void>> leaving = new ArrayList<>();
    private CompletableFuture<Void> settled = CompletableFuture.completedFuture(null);
    private CloudState state = CloudState.INITIAL;
    private List<Link> links = List.of();
    private boolean closed;
    private Membership asked = new Membership(Optional.empty(), Optional.empty());
    private volatile CloudStatus status;

    Interpreter(Device device, CloudTransport transport, CloudSettings settings, Listeners listeners) {
        this.device = device;
        this.loop = device.loop();
        this.settings = settings;
        this.retry = new GuardedRetry(settings.retry());
        this.machine = new CloudMachine(retry.attempts(), settings.keepAlive(), settings.timeToLive());
        this.accounts = new Accounts(device);
        this.connection = new Connection(device, transport);
        this.listeners = listeners;
        this.timers = new Timers(loop, timer -> handle(new CloudEvent.TimerDue(timer)));
        this.status = statusBefore(device.state().cloud());
    }

    private static CloudStatus statusBefore(CloudConfiguration cloud) {
        boolean registered = cloud.registration().isPresent();
        CloudProvisioningStatus provisioning = registered
                ? CloudProvisioningStatus.REGISTERED
                : cloud.isProvisioned()
                        ? CloudProvisioningStatus.READY_TO_REGISTER
                        : CloudProvisioningStatus.UNINITIALIZED;
        return new CloudStatus(
                registered ? Set.of(CloudFlag.REGISTERED) : Set.of(),
                Optional.empty(),
                provisioning,
                CloudErrorCode.NONE,
                cloud.selected(),
                Optional.empty(),
                Optional.empty());
    }

    void start() {
        handle(new CloudEvent.Started(accounts.tokens(), links));
    }

    void stop() {
        handle(new CloudEvent.Stopped());
    }

    /** Completes {@code left} when it is over. */
    void signOff(Duration limit, CompletableFuture<Void> left) {
        if (closed) {
            left.complete(null);
        } else {
            leaving.add(left);
            asked = Membership.of(device.state().cloud());
            handle(new CloudEvent.SignOffRequested(accounts.tokens(), limit));
        }
    }

    /** Completes {@code gone} when it is over. */
    void signOut(Duration limit, CompletableFuture<Void> gone) {
        if (closed) {
            gone.complete(null);
        } else {
            leaving.add(gone);
            handle(new CloudEvent.SignOutRequested(limit));
        }
    }

    CloudStatus status() {
        return status;
    }

    void publish(List<Link> wanted) {
        links = wanted;
        handle(new CloudEvent.LinksChanged(wanted));
    }

    void close() {
        handle(new CloudEvent.Stopped());
        closed = true;
        timers.cancelAll();
        connection.close();
    }

    private void post(CloudEvent event) {
        loop.execute(() -> handle(event));
    }

    private void handle(CloudEvent event) {
        if (closed) {
            return;
        }
        CloudTransition transition = machine.on(state, event);
        state = transition.state();
        transition.effects().forEach(this::run);
    }

    private void run(CloudEffect effect) {
        if (effect instanceof CloudEffect.Ask ask) {
            ask(ask);
        } else if (effect instanceof CloudEffect.SignOff leave) {
            signOff(leave);
        } else if (effect instanceof CloudEffect.SignOut pause) {
            attempt(
                    pause.request(),
                    SIGN_OFF_REQUEST,
                    asking -> Requests.about(CloudAction.SIGN_OUT, asking),
                    answer -> CompletableFuture.completedFuture(new CloudEvent.SignedOut(pause.request())));
        } else if (effect instanceof CloudEffect.Publish publish) {
            publish(publish);
        } else if (effect instanceof CloudEffect.Unpublish unpublish) {
            attempt(
                    unpublish.request(),
                    retry.timeout(unpublish.attempt()),
                    asking -> Requests.unpublish(unpublish.instances(), asking),
                    answer -> unpublished(unpublish, answer.response().code()));
        } else if (effect instanceof CloudEffect.Ping ping) {
            ping(ping);
        } else if (effect instanceof CloudEffect.Disconnect) {
            connection.drop();
        } else if (effect instanceof CloudEffect.SelectNextServer) {
            change(CloudConfiguration::selectNext);
        } else if (effect instanceof CloudEffect.ForgetCloud) {
            // another provisioning may have delivered another cloud while this one made up its mind
            Membership ended = asked;
            change(cloud -> Membership.of(cloud).equals(ended) ? CloudConfiguration.DEFAULT : cloud);
        } else if (effect instanceof CloudEffect.ScheduleRetry pause) {
            Duration wanted = retry.pause(pause.attempt(), loop.random());
            timers.set(pause.timer(), wanted.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : wanted);
        } else if (effect instanceof CloudEffect.Schedule timer) {
            timers.set(timer.timer(), timer.after());
        } else if (effect instanceof CloudEffect.Cancel timer) {
            timers.cancel(timer.timer());
        } else if (effect instanceof CloudEffect.Notify news) {
            report(news);
        } else if (effect instanceof CloudEffect.Reprovision refused) {
            LOG.warn(
                    "device {} needs provisioning: {}",
                    device.state().id(),
                    refused.cause().describe());
            listeners.tell(listener -> listener.onProvisioningNeeded(refused.cause()));
        } else if (effect instanceof CloudEffect.SignOffEnded) {
            List<CompletableFuture<Void>> left = List.copyOf(leaving);
            leaving.clear();
            var unused = settled.whenComplete((nothing, failure) -> left.forEach(future -> future.complete(null)));
        } else {
            throw new AssertionError("no way to run " + effect);
        }
    }

    private void ask(CloudEffect.Ask ask) {
        Optional<CloudEvent> stored = accounts.storedMeanwhile(ask.action(), ask.request());
        if (stored.isPresent()) {
            post(stored.get());
            return;
        }
        Duration limit = state.goal() == Goal.LEAVE ? SIGN_OFF_REQUEST : retry.timeout(ask.attempt());
        attempt(
                ask.request(),
                limit,
                asking -> Requests.about(ask.action(), asking),
                answer -> accounts.use(ask.action(), ask.request(), answer));
    }

    private void signOff(CloudEffect.SignOff leave) {
        attempt(
                leave.request(),
                SIGN_OFF_REQUEST,
                asking -> Requests.signOff(leave.proof(), asking),
                answer -> CompletableFuture.completedFuture(new CloudEvent.SignedOff(leave.request())));
    }

    private void publish(CloudEffect.Publish publish) {
        attempt(
                publish.request(),
                retry.timeout(publish.attempt()),
                asking -> Requests.publish(publish.links(), settings.timeToLive(), asking),
                answer -> {
                    try {
                        Map<String, Long> instances =
                                PublishedInstances.read(answer.response().body().toArray());
                        return CompletableFuture.completedFuture(
                                new CloudEvent.Published(publish.request(), instances));
                    } catch (PayloadException e) {
                        return CompletableFuture.failedFuture(new CloudTransportException(
                                new CloudFailure.UnusableAnswer(e.where(), e.expected(), e.found())));
                    }
                });
    }

    private static CompletionStage<CloudEvent> unpublished(CloudEffect.Unpublish unpublish, ResponseCode code) {
        return code.isDeletion()
                ? CompletableFuture.completedFuture(new CloudEvent.Unpublished(unpublish.request()))
                : CompletableFuture.failedFuture(
                        new CloudTransportException(new CloudFailure.UnusableAnswer("", "2.02", code.toString())));
    }

    /** Asks the cloud, after what was to be stored before is stored, over the open connection or a new one. */
    private void attempt(
            long request,
            Duration limit,
            Function<DeviceState, CloudRequest> make,
            Function<Attempt.Answer, CompletionStage<CloudEvent>> use) {
        long number = state.connection();
        new Attempt(loop, request, this::post)
                .run(
                        limit,
                        () -> settled.thenCompose(nothing -> connection.get(
                                        () -> state.request() == request && !closed,
                                        reason -> post(new CloudEvent.Disconnected(number, reason))))
                                .thenCompose(open -> ask(open, make, limit)),
                        use);
    }

    private CompletionStage<Attempt.Answer> ask(
            CloudConnection open, Function<DeviceState, CloudRequest> make, Duration limit) {
        DeviceState asking = device.state();
        asked = Membership.of(asking.cloud());
        return open.request(make.apply(asking), limit).thenApply(response -> new Attempt.Answer(asking, response));
    }

    private void ping(CloudEffect.Ping ping) {
        connection.current().ifPresent(open -> {
            var unused = pong(open, ping.timeout())
                    .whenComplete((nothing, failure) -> post(
                            failure == null
                                    ? new CloudEvent.PongReceived(ping.connection())
                                    : new CloudEvent.PongMissed(ping.connection())));
        });
    }

    private static CompletionStage<Void> pong(CloudConnection open, Duration timeout) {
        try {
            return open.ping(timeout);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void change(UnaryOperator<CloudConfiguration> how) {
        settled = settled.thenCompose(nothing -> device.update(before -> before.withCloud(how.apply(before.cloud()))))
                .handle((after, failure) -> {
                    if (failure != null) {
                        LOG.warn(
                                "device {} keeps its old cloud configuration: {}",
                                device.state().id(),
                                (failure.getCause() == null ? failure : failure.getCause()).getMessage());
                    }
                    return null;
                });
    }

    private void report(CloudEffect.Notify news) {
        CloudStatus now = new CloudStatus(
                news.flags(),
                news.activity(),
                news.provisioning(),
                news.lastError(),
                device.state().cloud().selected(),
                news.cause(),
                timers.next(CloudTimer.RETRY, CloudTimer.DIRECTORY, CloudTimer.PROVISIONING));
        status = now;
        listeners.tell(listener -> listener.onStatusChanged(now));
    }
}
