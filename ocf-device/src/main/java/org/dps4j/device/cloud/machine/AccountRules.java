package org.dps4j.device.cloud.machine;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.dps4j.device.cloud.CloudErrorCode;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.CloudFlag;
import org.dps4j.device.cloud.CloudProvisioningStatus;
import org.dps4j.device.cloud.ResponseCode;

/** The rules of account and session: sign-up, refresh, sign-in, and what follows when one of them fails. */
final class AccountRules {

    private static final Duration BEFORE_PROVISIONING = Duration.ofSeconds(30);
    private static final Duration LONGEST_BEFORE_PROVISIONING = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 7;

    private AccountRules() {}

    static void ask(Draft draft, CloudAction action) {
        if (draft.session != Session.SIGNED_OUT) {
            draft.cancel(CloudTimer.PING);
        }
        draft.phase = CloudPhase.REQUESTING;
        draft.action = action;
        draft.request++;
        if (action == CloudAction.SIGN_UP) {
            draft.provisioning = CloudProvisioningStatus.REGISTERING;
            draft.lastError = CloudErrorCode.NONE;
        } else if (draft.goal == Goal.STAY) {
            draft.provisioning = CloudProvisioningStatus.REGISTERED;
        }
        draft.then(new CloudEffect.Ask(action, entry(draft), draft.request));
    }

    static void signedUp(Draft draft, Grant grant) {
        draft.attempt = 0;
        draft.refreshAttempt = 0;
        draft.directory = draft.directory.restarted();
        granted(draft, grant);
        reportWithExpiry(draft, grant.expiresIn());
        follow(draft, grant);
    }

    static void refreshed(Draft draft, Grant grant) {
        draft.refreshAttempt = 0;
        granted(draft, grant);
        if (draft.session == Session.SIGNED_IN) {
            // a session with short tokens never has the time for a Ping
            draft.attempt = 0;
            draft.session = Session.OUTDATED;
        }
        reportWithExpiry(draft, grant.expiresIn(), CloudFlag.REFRESHED_TOKEN);
        follow(draft, grant);
    }

    private static void granted(Draft draft, Grant grant) {
        draft.tokens = grant.tokens();
        draft.succeed();
        scheduleRefresh(draft, grant.expiresIn());
    }

    private static void follow(Draft draft, Grant grant) {
        if (grant.server() == Grant.ServerAfter.MOVED) {
            draft.disconnect();
        }
        CloudMachine.proceed(draft);
    }

    /** The attempts are counted on until the session has lasted: a Pong ends the count, or a refresh. */
    static void signedIn(Draft draft, Optional<Duration> expiresIn) {
        draft.refreshAttempt = 0;
        draft.rejections = 0;
        draft.refusals = 0;
        draft.missedPings = 0;
        draft.session = Session.SIGNED_IN;
        draft.tokens = draft.tokens.with(Grant.freshness(expiresIn));
        draft.succeed();
        scheduleRefresh(draft, expiresIn);
        if (draft.goal == Goal.STAY) {
            draft.schedule(CloudTimer.PING, draft.machine.keepAlive().interval());
        }
        reportWithExpiry(draft, expiresIn);
        CloudMachine.proceed(draft);
    }

    private static void reportWithExpiry(Draft draft, Optional<Duration> expiresIn, CloudFlag... once) {
        if (expiresIn.isEmpty() || expiresIn.get().isZero()) {
            draft.report(once);
            return;
        }
        CloudFlag[] more = Arrays.copyOf(once, once.length + 1);
        more[once.length] = CloudFlag.TOKEN_EXPIRY;
        draft.report(more);
    }

    private static void scheduleRefresh(Draft draft, Optional<Duration> expiresIn) {
        if (draft.goal == Goal.LEAVE || expiresIn.isEmpty() || expiresIn.get().isZero()) {
            draft.cancel(CloudTimer.REFRESH);
        } else {
            draft.schedule(CloudTimer.REFRESH, RefreshTime.after(expiresIn.get()));
        }
    }

    /** The time to refresh has come: at once while nothing else is under way, else before the next sign-in. */
    static void refresh(Draft draft) {
        if (draft.goal == Goal.STAY && draft.tokens.freshness() == Tokens.Freshness.FRESH) {
            draft.tokens = draft.tokens.with(Tokens.Freshness.STALE);
            if (draft.phase == CloudPhase.ONLINE) {
                CloudMachine.proceed(draft);
            }
        }
    }

    static void failed(Draft draft, CloudFailure failure) {
        if (draft.goal == Goal.LEAVE) {
            LeavingRules.failed(draft, failure);
            return;
        }
        if (draft.goal == Goal.PAUSE) {
            SignOutRules.failed(draft, failure);
            return;
        }
        draft.fail(failure);
        switch (draft.action) {
            case SIGN_UP -> {
                if (isRefusal(failure)) {
                    refused(draft, CloudErrorCode.RESPONSE);
                } else {
                    again(draft, failure, CloudErrorCode.RESPONSE, CloudErrorCode.CONNECT);
                }
            }
            case REFRESH -> {
                if (isRefusal(failure)) {
                    draft.tokens = Tokens.NONE;
                    draft.then(new CloudEffect.ForgetCloud());
                    refused(draft, isUnauthorized(failure) ? CloudErrorCode.UNAUTHORIZED : CloudErrorCode.REFRESH);
                } else {
                    again(draft, failure, CloudErrorCode.REFRESH, CloudErrorCode.REFRESH);
                }
            }
            case SIGN_IN -> {
                if (isUnauthorized(failure)) {
                    unauthorized(draft);
                } else {
                    again(draft, failure, CloudErrorCode.RESPONSE, CloudErrorCode.CONNECT);
                }
            }
            case SIGN_OUT, SIGN_OFF -> throw new AssertionError("only who goes signs out or off");
        }
    }

    /** The token is not taken: it is refreshed, the first time at once. */
    private static void unauthorized(Draft draft) {
        draft.tokens = draft.tokens.with(Tokens.Freshness.STALE);
        draft.lastError = CloudErrorCode.UNAUTHORIZED;
        draft.cancel(CloudTimer.REFRESH);
        draft.disconnect();
        draft.rejections++;
        if (draft.rejections > 1) {
            pause(draft);
        } else {
            draft.report(CloudFlag.FAILURE);
            CloudMachine.proceed(draft);
        }
    }

    private static void refused(Draft draft, CloudErrorCode error) {
        draft.fail(error);
        draft.disconnect();
        draft.cancel(CloudTimer.REFRESH, CloudTimer.REPUBLISH);
        draft.phase = CloudPhase.REFUSED;
        draft.schedule(CloudTimer.PROVISIONING, beforeProvisioning(draft.refusals));
        draft.refusals++;
        draft.report(CloudFlag.FAILURE);
    }

    /** What a cloud refuses again although the device was provisioned anew, it will hardly take half a minute later. */
    private static Duration beforeProvisioning(int refusals) {
        Duration doubled = BEFORE_PROVISIONING.multipliedBy(1L << Math.min(refusals, MOST_DOUBLINGS));
        return doubled.compareTo(LONGEST_BEFORE_PROVISIONING) < 0 ? doubled : LONGEST_BEFORE_PROVISIONING;
    }

    private static void again(Draft draft, CloudFailure failure, CloudErrorCode ofAnswer, CloudErrorCode ofConnection) {
        if (failure.isOfConnection()) {
            if (attempts(draft) + 1 >= draft.machine.attempts()) {
                draft.fail(ofConnection);
            }
        } else if (!(failure instanceof CloudFailure.LocalFault)) {
            draft.fail(ofAnswer);
        }
        // who is signed in stays so while the cloud answers: the session is good although its renewal failed
        if (draft.session == Session.SIGNED_OUT || !isAnswer(failure)) {
            draft.disconnect();
        }
        pause(draft);
    }

    /** The connection of a device that was signed in is gone, or good for nothing. */
    static void lost(Draft draft, CloudFailure failure) {
        draft.fail(failure);
        draft.disconnect();
        draft.action = CloudAction.SIGN_IN;
        pause(draft);
    }

    private static void pause(Draft draft) {
        draft.phase = CloudPhase.PAUSING;
        draft.request++;
        draft.then(new CloudEffect.ScheduleRetry(CloudTimer.RETRY, entry(draft)));
        draft.report(CloudFlag.FAILURE);
    }

    static void retry(Draft draft) {
        if (draft.phase != CloudPhase.PAUSING) {
            return;
        }
        int next = attempts(draft) + 1;
        boolean exhausted = next >= draft.machine.attempts();
        if (draft.action == CloudAction.REFRESH) {
            draft.refreshAttempt = exhausted ? 0 : next;
        } else {
            draft.attempt = exhausted ? 0 : next;
        }
        if (exhausted && draft.session == Session.SIGNED_OUT) {
            draft.then(new CloudEffect.SelectNextServer());
        }
        CloudMachine.proceed(draft);
    }

    static void giveUp(Draft draft) {
        if (draft.phase == CloudPhase.REFUSED) {
            draft.phase = CloudPhase.STOPPED;
            draft.then(new CloudEffect.Reprovision(draft.cause.orElseThrow()));
        }
    }

    private static int attempts(Draft draft) {
        return draft.action == CloudAction.REFRESH ? draft.refreshAttempt : draft.attempt;
    }

    /** The entry of the retry table for the attempt. */
    private static int entry(Draft draft) {
        return Math.min(attempts(draft), draft.machine.attempts() - 1);
    }

    private static boolean isAnswer(CloudFailure failure) {
        return failure instanceof CloudFailure.Answered
                || failure instanceof CloudFailure.UnusableAnswer
                || failure instanceof CloudFailure.LocalFault;
    }

    private static boolean isRefusal(CloudFailure failure) {
        return failure instanceof CloudFailure.Answered answered
                && answered.code().isRefusal();
    }

    static boolean isUnauthorized(CloudFailure failure) {
        return failure instanceof CloudFailure.Answered answered
                && answered.code().equals(ResponseCode.UNAUTHORIZED);
    }
}
