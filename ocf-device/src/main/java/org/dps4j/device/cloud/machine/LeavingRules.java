package org.dps4j.device.cloud.machine;

import java.util.Optional;
import org.dps4j.device.cloud.CloudActivity;
import org.dps4j.device.cloud.CloudErrorCode;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.CloudFlag;
import org.dps4j.device.cloud.CloudProvisioningStatus;

/** The rules of leaving: the shortest way to give the account up, and an end whatever the cloud says. */
final class LeavingRules {

    private LeavingRules() {}

    static void request(Draft draft, CloudEvent.SignOffRequested requested) {
        if (draft.goal == Goal.LEAVE) {
            return;
        }
        if (draft.phase == CloudPhase.STOPPED) {
            draft.tokens = requested.tokens();
        }
        draft.goal = Goal.LEAVE;
        draft.activity = Optional.of(CloudActivity.SIGN_OFF);
        draft.cancel(CloudTimer.values());
        draft.schedule(CloudTimer.SIGN_OFF, requested.limit());
        if (draft.session == Session.SIGNED_OUT) {
            draft.disconnect();
        } else {
            draft.interrupt();
        }
        draft.provisioning = CloudProvisioningStatus.DEREGISTERING;
        draft.report();
        proceed(draft);
    }

    static void proceed(Draft draft) {
        if (draft.tokens.isNone()) {
            end(draft);
            draft.report();
            draft.then(new CloudEffect.SignOffEnded());
        } else if (draft.tokens.size() == TokenSize.SHORT) {
            signOff(draft, CloudEffect.Proof.TOKEN);
        } else if (draft.session != Session.SIGNED_OUT) {
            signOff(draft, CloudEffect.Proof.SESSION);
        } else {
            AccountRules.ask(draft, draft.tokens.isStale() ? CloudAction.REFRESH : CloudAction.SIGN_IN);
        }
    }

    private static void signOff(Draft draft, CloudEffect.Proof proof) {
        draft.phase = CloudPhase.REQUESTING;
        draft.action = CloudAction.SIGN_OFF;
        draft.request++;
        draft.then(new CloudEffect.SignOff(proof, draft.request));
    }

    static void left(Draft draft) {
        end(draft);
        draft.report(CloudFlag.DEREGISTERED);
        draft.then(new CloudEffect.SignOffEnded());
    }

    /** An outage counts as having left: the device forgets the cloud anyway. */
    static void failed(Draft draft, CloudFailure failure) {
        if (failure.isOfConnection()) {
            left(draft);
            return;
        }
        end(draft);
        draft.fail(failure);
        draft.lastError = CloudErrorCode.RESPONSE;
        draft.report(CloudFlag.FAILURE);
        draft.then(new CloudEffect.SignOffEnded());
    }

    static void outOfTime(Draft draft) {
        if (draft.goal == Goal.LEAVE) {
            left(draft);
        }
    }

    private static void end(Draft draft) {
        draft.activity = Optional.of(CloudActivity.SIGN_OFF);
        draft.disconnect();
        draft.cancel(CloudTimer.values());
        draft.then(new CloudEffect.ForgetCloud());
        draft.phase = CloudPhase.STOPPED;
        draft.goal = Goal.STAY;
        draft.tokens = Tokens.NONE;
        draft.directory = Directory.EMPTY;
        draft.attempt = 0;
        draft.refreshAttempt = 0;
        draft.rejections = 0;
        draft.refusals = 0;
        draft.provisioning = CloudProvisioningStatus.UNINITIALIZED;
        draft.lastError = CloudErrorCode.NONE;
        draft.cause = Optional.empty();
    }
}
