package org.dps4j.device.cloud.machine;

import java.time.Duration;
import java.util.Optional;
import org.dps4j.device.cloud.CloudErrorCode;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.CloudProvisioningStatus;

/**
 * Decides what the device does next about its cloud. A pure function of state and event: it has no clock, no socket and no
 * memory, so that replaying the events reproduces the state.
 *
 * @param attempts how many attempts one server gets before the next one is selected
 * @param keepAlive how the device finds out that its cloud is gone
 * @param timeToLive how long the directory may believe the device; zero for ever, else it is told again each hour
 */
public record CloudMachine(int attempts, KeepAlive keepAlive, Duration timeToLive) {

    /** Checks the numbers. */
    public CloudMachine {
        if (attempts < 1 || timeToLive.isNegative()) {
            throw new IllegalArgumentException("expected at least 1 attempt and a time to live of zero or more, found "
                    + attempts + " and " + timeToLive);
        }
    }

    /** The state after {@code event} and what is to be done. An event that does not fit the state changes nothing. */
    public CloudTransition on(CloudState state, CloudEvent event) {
        Draft draft = new Draft(this, state);
        if (event instanceof CloudEvent.Started started) {
            start(draft, started);
        } else if (event instanceof CloudEvent.Stopped) {
            stop(draft);
        } else if (event instanceof CloudEvent.SignOffRequested requested) {
            LeavingRules.request(draft, requested);
        } else if (event instanceof CloudEvent.SignOutRequested requested) {
            SignOutRules.request(draft, requested.limit());
        } else if (event instanceof CloudEvent.LinksChanged changed) {
            DirectoryRules.change(draft, changed.links());
        } else if (event instanceof CloudEvent.TimerDue due) {
            timer(draft, due.timer());
        } else if (event instanceof CloudEvent.Disconnected gone) {
            if (gone.connection() == state.connection()) {
                disconnected(draft, gone.failure());
            }
        } else if (event instanceof CloudEvent.PongReceived pong) {
            if (isOnline(state, pong.connection())) {
                PingRules.answered(draft);
            }
        } else if (event instanceof CloudEvent.PongMissed miss) {
            if (isOnline(state, miss.connection())) {
                PingRules.missed(draft);
            }
        } else {
            outcome(draft, event);
        }
        return draft.finished();
    }

    private static boolean isOnline(CloudState state, long connection) {
        return state.phase() == CloudPhase.ONLINE && state.connection() == connection;
    }

    private static void outcome(Draft draft, CloudEvent event) {
        if (event instanceof CloudEvent.SignedUp outcome) {
            if (awaits(draft, CloudAction.SIGN_UP, outcome.request())) {
                AccountRules.signedUp(draft, outcome.grant());
            }
        } else if (event instanceof CloudEvent.Refreshed outcome) {
            if (awaits(draft, CloudAction.REFRESH, outcome.request())) {
                AccountRules.refreshed(draft, outcome.grant());
            }
        } else if (event instanceof CloudEvent.SignedIn outcome) {
            if (awaits(draft, CloudAction.SIGN_IN, outcome.request())) {
                AccountRules.signedIn(draft, outcome.expiresIn());
            }
        } else if (event instanceof CloudEvent.SignedOut outcome) {
            if (awaits(draft, CloudAction.SIGN_OUT, outcome.request())) {
                SignOutRules.end(draft);
            }
        } else if (event instanceof CloudEvent.SignedOff outcome) {
            if (awaits(draft, CloudAction.SIGN_OFF, outcome.request())) {
                LeavingRules.left(draft);
            }
        } else if (event instanceof CloudEvent.Published outcome) {
            if (awaits(draft, Directory.Activity.PUBLISHING, outcome.request())) {
                DirectoryRules.published(draft, outcome.instances());
            }
        } else if (event instanceof CloudEvent.Unpublished outcome) {
            if (awaits(draft, Directory.Activity.UNPUBLISHING, outcome.request())) {
                DirectoryRules.unpublished(draft);
            }
        } else if (event instanceof CloudEvent.Failed outcome) {
            failed(draft, outcome);
        } else {
            throw new AssertionError("no rule for " + event.getClass().getSimpleName());
        }
    }

    private static boolean awaits(Draft draft, CloudAction action, long request) {
        return draft.phase == CloudPhase.REQUESTING && draft.action == action && draft.request == request;
    }

    private static boolean awaits(Draft draft, Directory.Activity activity, long request) {
        return draft.directory.activity() == activity && draft.request == request;
    }

    private static void failed(Draft draft, CloudEvent.Failed outcome) {
        if (draft.request != outcome.request()) {
            return;
        }
        if (draft.phase == CloudPhase.REQUESTING) {
            AccountRules.failed(draft, outcome.failure());
        } else if (draft.directory.isAsking()) {
            DirectoryRules.failed(draft, outcome.failure());
        }
    }

    private static void start(Draft draft, CloudEvent.Started started) {
        stopAll(draft);
        draft.tokens = started.tokens();
        draft.directory = draft.directory.wanting(started.links()).restarted();
        draft.provisioning = started.tokens().isNone()
                ? CloudProvisioningStatus.READY_TO_REGISTER
                : CloudProvisioningStatus.REGISTERED;
        draft.lastError = CloudErrorCode.NONE;
        draft.cause = Optional.empty();
        draft.report();
        proceed(draft);
    }

    private static void stop(Draft draft) {
        stopAll(draft);
        draft.report();
    }

    static void stopAll(Draft draft) {
        draft.activity = Optional.empty();
        draft.disconnect();
        draft.cancel(CloudTimer.values());
        if (draft.goal != Goal.STAY) {
            draft.goal = Goal.STAY;
            draft.then(new CloudEffect.SignOffEnded());
        }
        draft.phase = CloudPhase.STOPPED;
        draft.attempt = 0;
        draft.refreshAttempt = 0;
        draft.rejections = 0;
    }

    /** Goes on with what is missing. */
    static void proceed(Draft draft) {
        if (draft.directory.isAsking()) {
            return;
        }
        if (draft.goal == Goal.LEAVE) {
            LeavingRules.proceed(draft);
        } else if (draft.tokens.isNone()) {
            AccountRules.ask(draft, CloudAction.SIGN_UP);
        } else if (draft.tokens.isStale()) {
            AccountRules.ask(draft, CloudAction.REFRESH);
        } else if (draft.session != Session.SIGNED_IN) {
            AccountRules.ask(draft, CloudAction.SIGN_IN);
        } else {
            draft.phase = CloudPhase.ONLINE;
            DirectoryRules.proceed(draft);
        }
    }

    private static void disconnected(Draft draft, CloudFailure failure) {
        switch (draft.phase) {
            case REQUESTING -> AccountRules.failed(draft, failure);
            case ONLINE -> AccountRules.lost(draft, failure);
            case PAUSING -> {
                draft.disconnect();
                draft.report();
            }
            case STOPPED, REFUSED -> {}
        }
    }

    private static void timer(Draft draft, CloudTimer timer) {
        switch (timer) {
            case RETRY -> AccountRules.retry(draft);
            case REFRESH -> AccountRules.refresh(draft);
            case PING -> PingRules.due(draft);
            case DIRECTORY -> DirectoryRules.retry(draft);
            case REPUBLISH -> DirectoryRules.republish(draft);
            case PROVISIONING -> AccountRules.giveUp(draft);
            case SIGN_OFF -> {
                LeavingRules.outOfTime(draft);
                SignOutRules.outOfTime(draft);
            }
        }
    }
}
