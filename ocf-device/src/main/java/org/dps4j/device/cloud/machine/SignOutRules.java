package org.dps4j.device.cloud.machine;

import java.time.Duration;
import java.util.Optional;
import org.dps4j.device.cloud.CloudActivity;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.CloudFlag;

/** The rules of going offline with the account kept: a word to the cloud, and an end whatever it says. */
final class SignOutRules {

    private SignOutRules() {}

    /** A device that leaves goes on leaving, which ends this too. */
    static void request(Draft draft, Duration limit) {
        if (draft.goal != Goal.STAY) {
            return;
        }
        if (draft.session == Session.SIGNED_OUT) {
            draft.goal = Goal.PAUSE;
            CloudMachine.stopAll(draft);
            draft.report();
            return;
        }
        draft.cancel(CloudTimer.values());
        draft.interrupt();
        draft.goal = Goal.PAUSE;
        draft.phase = CloudPhase.REQUESTING;
        draft.action = CloudAction.SIGN_OUT;
        draft.schedule(CloudTimer.SIGN_OFF, limit);
        draft.then(new CloudEffect.SignOut(draft.request));
    }

    static void failed(Draft draft, CloudFailure failure) {
        draft.fail(failure);
        end(draft, CloudFlag.LOGGED_OUT, CloudFlag.FAILURE);
    }

    static void outOfTime(Draft draft) {
        if (draft.goal == Goal.PAUSE) {
            end(draft);
        }
    }

    /** The connection is closed, so that the device is offline even if the cloud did not hear. */
    static void end(Draft draft) {
        draft.cause = Optional.empty();
        end(draft, CloudFlag.LOGGED_OUT);
    }

    private static void end(Draft draft, CloudFlag... once) {
        CloudMachine.stopAll(draft);
        draft.activity = Optional.of(CloudActivity.SIGN_OUT);
        draft.report(once);
    }
}
