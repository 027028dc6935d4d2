package org.dps4j.device.cloud.machine;

import org.dps4j.device.cloud.CloudErrorCode;
import org.dps4j.device.cloud.CloudFailure;

/** The rules of keeping alive: a Ping now and then, and a lost connection after too many without a Pong. */
final class PingRules {

    private PingRules() {}

    static void due(Draft draft) {
        if (draft.phase == CloudPhase.ONLINE) {
            draft.then(new CloudEffect.Ping(draft.machine.keepAlive().timeout(), draft.connection));
        }
    }

    static void answered(Draft draft) {
        draft.missedPings = 0;
        draft.attempt = 0;
        draft.schedule(CloudTimer.PING, draft.machine.keepAlive().interval());
    }

    static void missed(Draft draft) {
        int missed = draft.missedPings + 1;
        if (missed < draft.machine.keepAlive().misses()) {
            draft.missedPings = missed;
            draft.schedule(CloudTimer.PING, draft.machine.keepAlive().timeout());
        } else {
            draft.lastError = CloudErrorCode.CONNECT;
            AccountRules.lost(draft, new CloudFailure.PingsMissed(missed));
        }
    }
}
