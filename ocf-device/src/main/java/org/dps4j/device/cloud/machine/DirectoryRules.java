package org.dps4j.device.cloud.machine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.CloudFlag;

/** The rules of the directory: whatever the device has stands there while it is online, and nothing else of it. */
final class DirectoryRules {

    private static final Duration BETWEEN_REPUBLICATIONS = Duration.ofHours(1);

    private DirectoryRules() {}

    static void change(Draft draft, List<Link> links) {
        draft.directory = draft.directory.wanting(links);
        resume(draft);
    }

    /** Takes one step towards the wanted directory; only while online and with no other request under way. */
    static void proceed(Draft draft) {
        if (draft.directory.activity() != Directory.Activity.IDLE) {
            return;
        }
        List<Long> surplus = draft.directory.surplus();
        List<Link> missing = draft.directory.missing();
        int attempt = attempt(draft);
        if (!surplus.isEmpty()) {
            draft.request++;
            draft.directory = draft.directory.unpublishing(surplus);
            draft.then(new CloudEffect.Unpublish(surplus, attempt, draft.request));
        } else if (!missing.isEmpty()) {
            draft.request++;
            draft.directory = draft.directory.publishing(missing);
            draft.then(new CloudEffect.Publish(missing, attempt, draft.request));
        }
    }

    static void published(Draft draft, Map<String, Long> instances) {
        List<Link> asked = draft.directory.asked();
        draft.directory = draft.directory.published(instances);
        Optional<Link> missing = asked.stream()
                .filter(link -> !instances.containsKey(link.href()))
                .findFirst();
        if (missing.isPresent()) {
            pause(
                    draft,
                    new CloudFailure.UnusableAnswer(
                            "links", "the instance of " + missing.get().href(), "none"));
        } else {
            if (!draft.machine.timeToLive().isZero()) {
                draft.schedule(CloudTimer.REPUBLISH, BETWEEN_REPUBLICATIONS);
            }
            done(draft);
        }
    }

    static void unpublished(Draft draft) {
        draft.directory = draft.directory.unpublished();
        done(draft);
    }

    private static void done(Draft draft) {
        draft.directory = draft.directory.withAttempt(0);
        if (draft.cause.isPresent()) {
            draft.cause = Optional.empty();
            draft.report();
        }
        CloudMachine.proceed(draft);
    }

    static void failed(Draft draft, CloudFailure failure) {
        boolean answered = failure instanceof CloudFailure.Answered;
        if (answered) {
            draft.directory = draft.directory.refused();
        }
        if (AccountRules.isUnauthorized(failure)) {
            // the cloud forgot the session; a sign-in that does not help must not be repeated without end
            draft.attempt = Math.max(draft.attempt, attempt(draft));
            draft.directory = draft.directory.withAttempt(draft.directory.attempt() + 1);
            AccountRules.lost(draft, failure);
        } else if (failure.isOfConnection() && !answered && !(failure instanceof CloudFailure.NoAnswer)) {
            AccountRules.lost(draft, failure);
        } else if (draft.directory.activity() == Directory.Activity.UNPUBLISHING
                && failure instanceof CloudFailure.Answered refusal
                && isTheLastWord(draft, refusal)) {
            unpublished(draft);
        } else {
            pause(draft, failure);
        }
    }

    /**
     * Whether there is no point in asking again: the cloud has none of these links, or refused as often as there are entries
     * in the retry table, and must not keep others from being published for ever.
     */
    private static boolean isTheLastWord(Draft draft, CloudFailure.Answered refusal) {
        return refusal.code().isNothingThere()
                || refusal.code().isRefusal() && draft.directory.attempt() + 1 >= draft.machine.attempts();
    }

    private static void pause(Draft draft, CloudFailure failure) {
        draft.fail(failure);
        draft.request++;
        draft.then(new CloudEffect.ScheduleRetry(CloudTimer.DIRECTORY, attempt(draft)));
        draft.directory = draft.directory.in(Directory.Activity.PAUSING).withAttempt(draft.directory.attempt() + 1);
        draft.report(CloudFlag.FAILURE);
        CloudMachine.proceed(draft);
    }

    static void retry(Draft draft) {
        if (draft.directory.activity() == Directory.Activity.PAUSING) {
            draft.directory = draft.directory.in(Directory.Activity.IDLE);
            resume(draft);
        }
    }

    static void republish(Draft draft) {
        draft.directory = draft.directory.outdated();
        resume(draft);
    }

    private static void resume(Draft draft) {
        if (draft.phase == CloudPhase.ONLINE) {
            CloudMachine.proceed(draft);
        }
    }

    private static int attempt(Draft draft) {
        return Math.min(draft.directory.attempt(), draft.machine.attempts() - 1);
    }
}
