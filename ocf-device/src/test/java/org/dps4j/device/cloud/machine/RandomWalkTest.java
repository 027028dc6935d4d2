package org.dps4j.device.cloud.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.machine.Grant.ServerAfter;
import org.dps4j.testkit.machine.TransitionTable;
import org.dps4j.testkit.seed.Seeds;
import org.junit.jupiter.api.Test;

/** What holds whatever happens: many walks with late, duplicate and foreign events. */
class RandomWalkTest {

    private static final Path PAGE = Path.of("").toAbsolutePath().getParent().resolve("docs/machines.md");
    private static final int STEPS = 150;

    private final CloudMachine machine =
            new CloudMachine(3, new KeepAlive(Duration.ofSeconds(20), Duration.ofSeconds(4), 2), Duration.ofHours(1));

    @Test
    void invariants_hold_on_every_walk_and_a_replay_ends_in_the_same_state() throws IOException {
        int[] online = {0};
        TransitionTable<CloudPhase> table = new TransitionTable<>(CloudPhase.class);
        Seeds.run(1_500, seed -> {
            Random random = new Random(seed);
            CloudRun run = new CloudRun(machine);
            List<CloudEvent> events = new ArrayList<>();
            boolean wanted = false;
            boolean gaveUp = false;
            for (int i = 0; i < STEPS; i++) {
                CloudEvent event = anyEvent(random, run);
                events.add(event);
                CloudState before = run.state;
                if (event instanceof CloudEvent.TimerDue due && run.timers().contains(due.timer())) {
                    run.due(due.timer());
                } else {
                    run.on(event);
                }
                gaveUp = event instanceof CloudEvent.Started ? false : gaveUp || run.did(CloudEffect.Reprovision.class);
                wanted = wanted(wanted, event, run);
                check(before, event, run, wanted && !gaveUp);
                tell(table, before, event, run);
                online[0] += run.state.phase() == CloudPhase.ONLINE ? 1 : 0;
            }
            assertThat(replay(events)).isEqualTo(run.state);
        });
        assertThat(online[0]).isGreaterThan(1_000);
        assertThat(Files.readAllLines(PAGE))
                .as("the page lacks this table:%n%s", String.join("\n", table.lines()))
                .containsSequence(table.lines());
    }

    private static void tell(TransitionTable<CloudPhase> table, CloudState before, CloudEvent event, CloudRun run) {
        String heard = event instanceof CloudEvent.TimerDue due
                ? "TimerDue " + due.timer()
                : event.getClass().getSimpleName();
        if (run.state.equals(before) && run.effects.isEmpty()) {
            table.ignored(before.phase(), heard);
        } else {
            table.went(before.phase(), heard, run.state.phase());
        }
    }

    @Test
    void from_anywhere_a_cloud_that_answers_rightly_gets_the_device_online() {
        Seeds.run(1_000, seed -> {
            Random random = new Random(seed);
            CloudRun run = new CloudRun(machine);
            for (int i = 0; i < STEPS; i++) {
                run.on(anyEvent(random, run));
            }
            run.started(random.nextBoolean() ? Tokens.NONE : CloudRun.STALE, CloudRun.LIGHT);
            for (int i = 0; i < STEPS && run.state.phase() != CloudPhase.REFUSED; i++) {
                run.on(random.nextInt(3) == 0 ? failure(random, run) : answer(random, run));
                if (run.timers().contains(CloudTimer.RETRY)) {
                    run.due(CloudTimer.RETRY);
                }
            }
            if (run.state.phase() == CloudPhase.REFUSED) {
                run.due(CloudTimer.PROVISIONING);
                assertThat(run.did(CloudEffect.Reprovision.class)).isTrue();
                return;
            }
            for (int i = 0; i < 20; i++) {
                if (run.timers().contains(CloudTimer.RETRY)) {
                    run.due(CloudTimer.RETRY);
                } else if (run.timers().contains(CloudTimer.DIRECTORY)) {
                    run.due(CloudTimer.DIRECTORY);
                } else {
                    run.on(answer(random, run));
                }
            }
            assertThat(run.state.phase()).isEqualTo(CloudPhase.ONLINE);
            assertThat(run.state.directory().missing()).isEmpty();
        });
    }

    private static boolean wanted(boolean before, CloudEvent event, CloudRun run) {
        if (event instanceof CloudEvent.Started || event instanceof CloudEvent.SignOffRequested) {
            return run.state.phase() != CloudPhase.STOPPED;
        }
        return before && !(event instanceof CloudEvent.Stopped) && !run.did(CloudEffect.SignOffEnded.class);
    }

    private static void check(CloudState before, CloudEvent event, CloudRun run, boolean wanted) {
        CloudState after = run.state;
        long requests = run.effects.stream()
                .filter(effect -> effect instanceof CloudEffect.Ask
                        || effect instanceof CloudEffect.SignOff
                        || effect instanceof CloudEffect.Publish
                        || effect instanceof CloudEffect.Unpublish)
                .count();
        boolean out =
                after.phase() == CloudPhase.REQUESTING || after.directory().isAsking();

        assertThat(requests).as("one request at a time").isLessThanOrEqualTo(1);
        assertThat(after.phase() == CloudPhase.REQUESTING && after.directory().isAsking())
                .isFalse();
        assertThat(run.timers().contains(CloudTimer.RETRY))
                .as("the retry timer runs exactly while pausing")
                .isEqualTo(after.phase() == CloudPhase.PAUSING);
        assertThat(run.timers().contains(CloudTimer.PROVISIONING)).isEqualTo(after.phase() == CloudPhase.REFUSED);
        assertThat(run.timers().contains(CloudTimer.DIRECTORY))
                .isEqualTo(after.directory().activity() == Directory.Activity.PAUSING);
        assertThat(run.timers().contains(CloudTimer.SIGN_OFF)).isEqualTo(after.goal() != Goal.STAY);
        if (wanted) {
            boolean waits = after.phase() == CloudPhase.PAUSING || after.phase() == CloudPhase.REFUSED;
            assertThat(out || waits || after.phase() == CloudPhase.ONLINE)
                    .as("never silence")
                    .isTrue();
        }
        if (after.phase() == CloudPhase.ONLINE && !out && after.directory().activity() == Directory.Activity.IDLE) {
            assertThat(after.directory().missing()).isEmpty();
            assertThat(after.directory().surplus()).isEmpty();
            assertThat(after.tokens().isStale()).isFalse();
        }
        if (after.phase() == CloudPhase.ONLINE || after.session() != Session.SIGNED_OUT) {
            assertThat(after.tokens().isNone())
                    .as("who is signed in has an account")
                    .isFalse();
        }
        if (after.phase() == CloudPhase.STOPPED) {
            assertThat(run.timers()).isEmpty();
            assertThat(out).isFalse();
        }
        if (run.did(CloudEffect.Reprovision.class)) {
            assertThat(before.phase()).isEqualTo(CloudPhase.REFUSED);
        }
        if (run.did(CloudEffect.SelectNextServer.class)) {
            assertThat(event).isEqualTo(new CloudEvent.TimerDue(CloudTimer.RETRY));
        }
        assertThat(after.request()).isGreaterThanOrEqualTo(before.request());
        assertThat(after.connection()).isGreaterThanOrEqualTo(before.connection());
    }

    private CloudState replay(List<CloudEvent> events) {
        CloudState state = CloudState.INITIAL;
        for (CloudEvent event : events) {
            state = machine.on(state, event).state();
        }
        return state;
    }

    /** Mostly what the state waits for, so that walks get somewhere, and often something late or foreign. */
    private static CloudEvent anyEvent(Random random, CloudRun run) {
        return switch (random.nextInt(30)) {
            case 0 -> new CloudEvent.Started(anyTokens(random), anyLinks(random));
            case 1 ->
                random.nextInt(5) == 0
                        ? new CloudEvent.Stopped()
                        : new CloudEvent.Started(Tokens.NONE, anyLinks(random));
            case 2 ->
                random.nextInt(5) == 0
                        ? new CloudEvent.SignOffRequested(anyTokens(random), Duration.ofSeconds(3))
                        : new CloudEvent.LinksChanged(anyLinks(random));
            case 3 ->
                random.nextInt(5) == 0
                        ? new CloudEvent.SignOutRequested(Duration.ofSeconds(3))
                        : new CloudEvent.LinksChanged(anyLinks(random));
            case 4 -> new CloudEvent.Disconnected(connection(random, run), new CloudFailure.ConnectionLost("cut"));
            case 5 -> new CloudEvent.PongMissed(connection(random, run));
            case 6 -> new CloudEvent.PongReceived(connection(random, run));
            case 7, 8, 9, 10, 11, 12 ->
                run.timers().isEmpty()
                        ? answer(random, run)
                        : new CloudEvent.TimerDue(List.copyOf(run.timers())
                                .get(random.nextInt(run.timers().size())));
            case 13, 14, 15 -> failure(random, run);
            case 16 -> new CloudEvent.SignedUp(request(random, run), grant(random));
            case 17 -> new CloudEvent.Published(request(random, run), Map.of());
            case 18 -> outcome(random, request(random, run));
            default -> answer(random, run);
        };
    }

    private static CloudEvent outcome(Random random, long request) {
        return switch (random.nextInt(7)) {
            case 0 -> new CloudEvent.Refreshed(request, grant(random));
            case 1 -> new CloudEvent.SignedIn(request, expiry(random));
            case 2 -> new CloudEvent.SignedOut(request);
            case 3 -> new CloudEvent.SignedOff(request);
            case 4 -> new CloudEvent.Unpublished(request);
            case 5 -> new CloudEvent.SignOffRequested(anyTokens(random), Duration.ofSeconds(3));
            default -> new CloudEvent.SignOutRequested(Duration.ofSeconds(3));
        };
    }

    private static CloudEvent failure(Random random, CloudRun run) {
        List<CloudFailure> all = FailureTableTest.FAILURES;
        return new CloudEvent.Failed(request(random, run), all.get(random.nextInt(all.size())));
    }

    /** The right answer to what is asked for. */
    private static CloudEvent answer(Random random, CloudRun run) {
        long request = run.state.request();
        if (run.state.directory().activity() == Directory.Activity.PUBLISHING) {
            Map<String, Long> instances = new LinkedHashMap<>();
            run.state
                    .directory()
                    .asked()
                    .forEach(link ->
                            instances.put(link.href(), (long) link.href().hashCode()));
            return new CloudEvent.Published(request, instances);
        }
        if (run.state.directory().activity() == Directory.Activity.UNPUBLISHING) {
            return new CloudEvent.Unpublished(request);
        }
        return switch (run.state.action()) {
            case SIGN_UP -> new CloudEvent.SignedUp(request, grant(random));
            case REFRESH -> new CloudEvent.Refreshed(request, grant(random));
            case SIGN_IN -> new CloudEvent.SignedIn(request, expiry(random));
            case SIGN_OUT -> new CloudEvent.SignedOut(request);
            case SIGN_OFF -> new CloudEvent.SignedOff(request);
        };
    }

    private static Grant grant(Random random) {
        return new Grant(
                expiry(random),
                random.nextBoolean() ? TokenSize.SHORT : TokenSize.LONG,
                random.nextInt(5) == 0 ? ServerAfter.MOVED : ServerAfter.SAME);
    }

    private static Optional<Duration> expiry(Random random) {
        return random.nextInt(4) == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(random.nextInt(5_000)));
    }

    private static Tokens anyTokens(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Tokens.NONE;
            case 1 -> CloudRun.LASTING;
            case 2 -> new Tokens(Tokens.Freshness.STALE, TokenSize.SHORT);
            default -> CloudRun.STALE;
        };
    }

    private static List<Link> anyLinks(Random random) {
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            if (random.nextBoolean()) {
                links.add(new Link("/" + i, List.of("x"), List.of("oic.if.r"), random.nextInt(4)));
            }
        }
        return links;
    }

    private static long request(Random random, CloudRun run) {
        return random.nextInt(8) == 0 ? Math.max(0, run.state.request() - 1) : run.state.request();
    }

    private static long connection(Random random, CloudRun run) {
        return random.nextInt(4) == 0 ? Math.max(0, run.state.connection() - 1) : run.state.connection();
    }
}
