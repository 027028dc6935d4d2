package org.dps4j.dps.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.renewal.RenewalState.Phase;
import org.dps4j.testkit.machine.TransitionTable;
import org.dps4j.testkit.seed.Seeds;
import org.junit.jupiter.api.Test;

/** Every event in every phase, and what holds on every way through them. */
class RenewalTableTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Moment GOOD =
            new Moment(NOW, new Standing.Good(NOW.minusSeconds(90_000), NOW.plusSeconds(10_000)));
    private static final Moment LAPSED = new Moment(NOW, new Standing.Lapsed("found expired"));
    private static final Failure FAILURE = new Failure.ConnectionLost("reset");
    private static final long GENERATION = 7;
    private static final Path PAGE = Path.of("").toAbsolutePath().getParent().resolve("docs/machines.md");

    private final RenewalMachine machine = new RenewalMachine(new RenewalTimes(Duration.ofHours(1)), 3);

    private static RenewalState in(Phase phase) {
        return new RenewalState(phase, phase == Phase.WAITING ? NOW : Instant.MAX, 0, 0, GENERATION);
    }

    private static Map<String, RenewalEvent> events() {
        Map<String, RenewalEvent> events = new TreeMap<>();
        for (Moment now : List.of(GOOD, LAPSED)) {
            String how = now == GOOD ? "" : " lapsed";
            events.put("provisioned" + how, new RenewalEvent.Provisioned(now));
            events.put("timer" + how, new RenewalEvent.TimerDue(GENERATION, now));
            events.put("renewed" + how, new RenewalEvent.Renewed(GENERATION, now));
            events.put("failed" + how, new RenewalEvent.Failed(GENERATION, FAILURE, now));
            events.put("clock" + how, new RenewalEvent.ClockSet(now));
        }
        events.put("late timer", new RenewalEvent.TimerDue(GENERATION - 1, LAPSED));
        events.put("late renewed", new RenewalEvent.Renewed(GENERATION - 1, LAPSED));
        events.put("late failed", new RenewalEvent.Failed(GENERATION - 1, FAILURE, LAPSED));
        events.put("stopped", new RenewalEvent.Stopped());
        return events;
    }

    private static final String PLANNED = "WAITING Plan Sleep";
    private static final String AGAIN = "IDLE CancelTimer Disconnect ProvisionAgain";
    private static final String ENDED = "IDLE CancelTimer Disconnect";

    /** What happens, in each cell: the phase after it and the effects; nothing where there is no line. */
    private static final Map<String, String> CELLS = Map.ofEntries(
            Map.entry("IDLE provisioned", PLANNED),
            Map.entry("IDLE provisioned lapsed", AGAIN),
            Map.entry("WAITING timer", "ASKING Notify Ask"),
            Map.entry("WAITING timer lapsed", AGAIN),
            Map.entry("WAITING clock", "WAITING Plan CancelTimer Sleep"),
            Map.entry("WAITING clock lapsed", AGAIN),
            Map.entry("WAITING stopped", ENDED),
            Map.entry("ASKING renewed", "WAITING Plan Disconnect Notify Sleep"),
            Map.entry("ASKING renewed lapsed", AGAIN),
            Map.entry("ASKING failed", "PAUSING Disconnect Pause"),
            Map.entry("ASKING failed lapsed", AGAIN),
            Map.entry("ASKING stopped", ENDED),
            Map.entry("PAUSING timer", "ASKING Ask"),
            Map.entry("PAUSING timer lapsed", AGAIN),
            Map.entry("PAUSING clock lapsed", AGAIN),
            Map.entry("PAUSING stopped", ENDED));

    @Test
    void every_event_has_its_rule_in_every_phase() {
        Map<String, String> seen = new TreeMap<>();
        for (Phase phase : Phase.values()) {
            events().forEach((name, event) -> {
                RenewalTransition transition = machine.on(in(phase), event);
                if (!transition.equals(RenewalTransition.ignored(in(phase)))) {
                    seen.put(phase + " " + name, text(transition));
                }
            });
        }

        assertThat(seen).isEqualTo(new TreeMap<>(CELLS));
    }

    @Test
    void no_kind_of_event_was_forgotten() {
        assertThat(events().values().stream()
                        .<Object>map(RenewalEvent::getClass)
                        .collect(Collectors.toSet()))
                .isEqualTo(Set.of((Object[]) RenewalEvent.class.getPermittedSubclasses()));
    }

    private static String text(RenewalTransition transition) {
        return Stream.concat(
                        Stream.of(transition.state().phase().name()),
                        transition.effects().stream()
                                .map(effect -> effect.getClass().getSimpleName()))
                .collect(Collectors.joining(" "));
    }

    @Test
    void on_every_walk_the_timer_runs_exactly_while_it_waits_or_pauses_and_only_a_timer_asks() throws IOException {
        TransitionTable<Phase> table = new TransitionTable<>(Phase.class);
        int[] asked = {0};
        Seeds.run(2_000, seed -> {
            Random random = new Random(seed);
            List<RenewalEvent> events = new ArrayList<>();
            RenewalState state = RenewalState.INITIAL;
            boolean timer = false;
            for (int i = 0; i < 100; i++) {
                RenewalEvent event = anyEvent(random, state);
                events.add(event);
                RenewalTransition transition = machine.on(state, event);
                String heard = event.getClass().getSimpleName();
                if (transition.equals(RenewalTransition.ignored(state))) {
                    table.ignored(state.phase(), heard);
                } else {
                    table.went(state.phase(), heard, transition.state().phase());
                }
                timer = timer
                        && !(event instanceof RenewalEvent.TimerDue due && due.generation() == state.generation());
                for (RenewalEffect effect : transition.effects()) {
                    if (effect instanceof RenewalEffect.Sleep || effect instanceof RenewalEffect.Pause) {
                        assertThat(timer).as("one timer at a time").isFalse();
                        timer = true;
                    } else if (effect instanceof RenewalEffect.CancelTimer) {
                        timer = false;
                    } else if (effect instanceof RenewalEffect.Ask) {
                        asked[0]++;
                        assertThat(event).as("only a timer asks").isInstanceOf(RenewalEvent.TimerDue.class);
                    }
                }
                state = transition.state();
                assertThat(timer).isEqualTo(state.phase() == Phase.WAITING || state.phase() == Phase.PAUSING);
                assertThat(state.due().equals(Instant.MAX)).isEqualTo(state.phase() != Phase.WAITING);
            }
            RenewalState replayed = RenewalState.INITIAL;
            for (RenewalEvent event : events) {
                replayed = machine.on(replayed, event).state();
            }
            assertThat(replayed).isEqualTo(state);
        });
        assertThat(asked[0]).isGreaterThan(1_000);
        assertThat(Files.readAllLines(PAGE))
                .as("the page lacks this table:%n%s", String.join("\n", table.lines()))
                .containsSequence(table.lines());
    }

    private static RenewalEvent anyEvent(Random random, RenewalState state) {
        long generation = random.nextInt(8) == 0 ? state.generation() + 1 : state.generation();
        Instant at = NOW.plusSeconds(random.nextInt(10_000));
        Moment now = random.nextInt(8) == 0
                ? new Moment(at, LAPSED.standing())
                : new Moment(at, new Standing.Good(NOW.minusSeconds(random.nextInt(90_000)), NOW.plusSeconds(10_001)));
        return switch (random.nextInt(12)) {
            case 0, 1 -> new RenewalEvent.Provisioned(now);
            case 2, 3 -> new RenewalEvent.Renewed(generation, now);
            case 4, 5 -> new RenewalEvent.Failed(generation, FAILURE, now);
            case 6 -> new RenewalEvent.ClockSet(now);
            case 7 -> random.nextInt(3) == 0 ? new RenewalEvent.Stopped() : new RenewalEvent.ClockSet(now);
            default -> new RenewalEvent.TimerDue(generation, now);
        };
    }
}
