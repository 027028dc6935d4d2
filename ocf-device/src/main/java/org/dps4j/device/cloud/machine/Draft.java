package org.dps4j.device.cloud.machine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.dps4j.device.cloud.CloudActivity;
import org.dps4j.device.cloud.CloudErrorCode;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.CloudFlag;
import org.dps4j.device.cloud.CloudProvisioningStatus;

/** A transition while the rules write it: the state as far as it got, and the effects so far. For one event. */
final class Draft {

    final CloudMachine machine;
    CloudPhase phase;
    CloudAction action;
    Goal goal;
    Tokens tokens;
    Session session;
    int attempt;
    int refreshAttempt;
    int rejections;
    int refusals;
    int missedPings;
    Directory directory;
    CloudProvisioningStatus provisioning;
    CloudErrorCode lastError;
    Optional<CloudFailure> cause;
    long connection;
    long request;
    Optional<CloudActivity> activity;
    private final List<CloudEffect> effects = new ArrayList<>();

    Draft(CloudMachine machine, CloudState state) {
        this.machine = machine;
        phase = state.phase();
        action = state.action();
        goal = state.goal();
        tokens = state.tokens();
        session = state.session();
        attempt = state.attempt();
        refreshAttempt = state.refreshAttempt();
        rejections = state.rejections();
        refusals = state.refusals();
        missedPings = state.missedPings();
        directory = state.directory();
        provisioning = state.provisioning();
        lastError = state.lastError();
        cause = state.cause();
        connection = state.connection();
        request = state.request();
        activity = state.activity();
    }

    CloudTransition finished() {
        return new CloudTransition(state(), effects);
    }

    private CloudState state() {
        return new CloudState(
                phase,
                action,
                goal,
                tokens,
                session,
                attempt,
                refreshAttempt,
                rejections,
                refusals,
                missedPings,
                directory,
                provisioning,
                lastError,
                cause,
                connection,
                request);
    }

    void then(CloudEffect effect) {
        effects.add(effect);
    }

    void schedule(CloudTimer timer, Duration after) {
        then(new CloudEffect.Schedule(timer, after));
    }

    void cancel(CloudTimer... timers) {
        for (CloudTimer timer : timers) {
            then(new CloudEffect.Cancel(timer));
        }
    }

    /** Drops the connection and all that lived on it. */
    void disconnect() {
        then(new CloudEffect.Disconnect());
        connection++;
        interrupt();
        session = Session.SIGNED_OUT;
    }

    /** Forgets what is in flight; the connection stays. */
    void interrupt() {
        request++;
        missedPings = 0;
        cancel(CloudTimer.PING, CloudTimer.DIRECTORY);
        directory = directory.in(Directory.Activity.IDLE);
    }

    /** Something succeeded. */
    void succeed() {
        lastError = CloudErrorCode.NONE;
        cause = Optional.empty();
        if (goal == Goal.STAY) {
            provisioning = CloudProvisioningStatus.REGISTERED;
        }
    }

    /** Something failed. */
    void fail(CloudFailure failure) {
        cause = Optional.of(failure);
    }

    /** Something failed in a way that others see. */
    void fail(CloudErrorCode error) {
        lastError = error;
        provisioning = CloudProvisioningStatus.FAILED;
    }

    void report(CloudFlag... once) {
        EnumSet<CloudFlag> flags = EnumSet.noneOf(CloudFlag.class);
        flags.addAll(state().flags());
        flags.addAll(List.of(once));
        then(new CloudEffect.Notify(flags, activity, provisioning, lastError, cause));
    }
}
