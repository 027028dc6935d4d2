package org.dps4j.device.cloud.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dps4j.device.cloud.CloudErrorCode;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.CloudFlag;
import org.dps4j.device.cloud.CloudProvisioningStatus;
import org.dps4j.device.cloud.ResponseCode;
import org.dps4j.device.cloud.machine.Grant.ServerAfter;

/** Runs the machine step by step, and keeps what it did last and which timers are set. */
final class CloudRun {

    static final Link LIGHT = new Link("/light/1", List.of("core.light"), List.of("oic.if.rw"), 3);
    static final Link DEVICE = new Link("/oic/d", List.of("oic.wk.d"), List.of("oic.if.r"), 3);
    static final Duration HOUR = Duration.ofHours(1);
    static final Tokens STALE = new Tokens(Tokens.Freshness.STALE, TokenSize.LONG);
    static final Tokens LASTING = new Tokens(Tokens.Freshness.LASTING, TokenSize.LONG);

    private final CloudMachine machine;
    private final Map<CloudTimer, CloudEffect> timers = new EnumMap<>(CloudTimer.class);
    CloudState state = CloudState.INITIAL;
    List<CloudEffect> effects = List.of();

    CloudRun() {
        this(new CloudMachine(6, KeepAlive.DEFAULT, Duration.ZERO));
    }

    CloudRun(CloudMachine machine) {
        this.machine = machine;
    }

    static CloudFailure code(int category, int detail) {
        return new CloudFailure.Answered(new ResponseCode(category, detail), "");
    }

    CloudRun on(CloudEvent event) {
        CloudTransition transition = machine.on(state, event);
        state = transition.state();
        effects = transition.effects();
        for (CloudEffect effect : effects) {
            if (effect instanceof CloudEffect.Schedule set) {
                timers.put(set.timer(), set);
            } else if (effect instanceof CloudEffect.ScheduleRetry set) {
                timers.put(set.timer(), set);
            } else if (effect instanceof CloudEffect.Cancel cancel) {
                timers.remove(cancel.timer());
            }
        }
        return this;
    }

    CloudRun started(Tokens tokens, Link... links) {
        return on(new CloudEvent.Started(tokens, List.of(links)));
    }

    /** A device that signed up, signed in and published. */
    static CloudRun online(Link... links) {
        return new CloudRun()
                .started(Tokens.NONE, links)
                .signedUp(HOUR)
                .signedIn(HOUR)
                .publishedAll();
    }

    CloudRun signedUp(Duration expiresIn) {
        return on(new CloudEvent.SignedUp(
                state.request(), new Grant(Optional.of(expiresIn), TokenSize.LONG, ServerAfter.SAME)));
    }

    CloudRun refreshed(Duration expiresIn) {
        return on(new CloudEvent.Refreshed(
                state.request(), new Grant(Optional.of(expiresIn), TokenSize.LONG, ServerAfter.SAME)));
    }

    CloudRun signedIn(Duration expiresIn) {
        return on(new CloudEvent.SignedIn(state.request(), Optional.of(expiresIn)));
    }

    CloudRun publishedAll() {
        while (state.directory().isAsking()) {
            if (state.directory().activity() == Directory.Activity.PUBLISHING) {
                Map<String, Long> instances = new LinkedHashMap<>();
                state.directory()
                        .asked()
                        .forEach(link ->
                                instances.put(link.href(), (long) link.href().hashCode()));
                on(new CloudEvent.Published(state.request(), instances));
            } else {
                on(new CloudEvent.Unpublished(state.request()));
            }
        }
        return this;
    }

    CloudRun failed(CloudFailure failure) {
        return on(new CloudEvent.Failed(state.request(), failure));
    }

    CloudRun disconnected() {
        return on(new CloudEvent.Disconnected(state.connection(), new CloudFailure.ConnectionLost("cut")));
    }

    CloudRun due(CloudTimer timer) {
        assertThat(timers).as("timers").containsKey(timer);
        timers.remove(timer);
        return on(new CloudEvent.TimerDue(timer));
    }

    Set<CloudTimer> timers() {
        return timers.keySet();
    }

    Duration after(CloudTimer timer) {
        return ((CloudEffect.Schedule) timers.get(timer)).after();
    }

    /** The request about account or session that was sent last. */
    Optional<CloudAction> asked() {
        return only(CloudEffect.Ask.class).map(CloudEffect.Ask::action);
    }

    <T extends CloudEffect> Optional<T> only(Class<T> kind) {
        List<T> found =
                effects.stream().filter(kind::isInstance).map(kind::cast).toList();
        assertThat(found).as("effects of one kind").hasSizeLessThanOrEqualTo(1);
        return found.stream().findFirst();
    }

    boolean did(Class<? extends CloudEffect> kind) {
        return effects.stream().anyMatch(kind::isInstance);
    }

    /** The flags of the first report of the last event. */
    Set<CloudFlag> reported() {
        return effects.stream()
                .filter(CloudEffect.Notify.class::isInstance)
                .map(effect -> ((CloudEffect.Notify) effect).flags())
                .findFirst()
                .orElseThrow();
    }

    String standing() {
        return state.provisioning().wireValue() + " " + state.lastError().wireValue();
    }

    void assertStanding(CloudProvisioningStatus provisioning, CloudErrorCode error) {
        assertThat(standing()).isEqualTo(provisioning.wireValue() + " " + error.wireValue());
    }

    /** What keeps it going; never empty after a start until provisioning is asked for. */
    Set<String> goingOn() {
        Set<String> going = timers.keySet().stream()
                .filter(timer -> timer == CloudTimer.RETRY
                        || timer == CloudTimer.PROVISIONING
                        || timer == CloudTimer.PING
                        || timer == CloudTimer.DIRECTORY)
                .map(CloudTimer::name)
                .collect(Collectors.toSet());
        if (state.phase() == CloudPhase.REQUESTING || state.directory().isAsking()) {
            going.add("request");
        }
        return going;
    }
}
