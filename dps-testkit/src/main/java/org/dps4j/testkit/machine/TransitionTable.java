package org.dps4j.testkit.machine;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where a pure machine goes from each of its phases on each kind of event, gathered while it is walked. Not for several
 * threads.
 *
 * @param <P> the machine's phases
 */
public final class TransitionTable<P extends Enum<P>> {

    private static final String NEVER_HEARD = "";
    private static final String IGNORED = "·";

    private final Class<P> phases;
    private final Map<String, Map<P, Set<P>>> rows = new TreeMap<>();

    /** Nothing was seen so far. */
    public TransitionTable(Class<P> phases) {
        this.phases = Objects.requireNonNull(phases, "phases");
    }

    /** The machine heard {@code event} and did something, be it without leaving its phase. */
    public void went(P from, String event, P to) {
        cell(from, event).add(to);
    }

    /** The machine heard {@code event}, changed nothing and had nothing done. */
    public void ignored(P from, String event) {
        Set<P> unused = cell(from, event);
    }

    /** How many pairs of phase and event were seen. */
    public int pairs() {
        return rows.values().stream().mapToInt(Map::size).sum();
    }

    /** How many moves from a phase to a phase by an event were seen. */
    public int moves() {
        return rows.values().stream()
                .flatMap(row -> row.values().stream())
                .mapToInt(Set::size)
                .sum();
    }

    /**
     * The lines of a Markdown table: a row for each event, a column for each phase, and in the cell the phases that the
     * machine may go to; a dot where it ignores the event, nothing where it never heard it.
     */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("| heard in | "
                + EnumSet.allOf(phases).stream().map(Enum::name).collect(Collectors.joining(" | ")) + " |");
        lines.add("|---|" + "---|".repeat(phases.getEnumConstants().length));
        rows.forEach((event, row) -> lines.add("| " + event + " | "
                + EnumSet.allOf(phases).stream().map(phase -> text(phase, row)).collect(Collectors.joining(" | "))
                + " |"));
        return lines;
    }

    private String text(P from, Map<P, Set<P>> row) {
        Set<P> to = row.get(from);
        if (to == null) {
            return NEVER_HEARD;
        }
        return to.isEmpty()
                ? IGNORED
                : to.stream()
                        .map(phase -> phase == from ? "stays" : phase.name())
                        .collect(Collectors.joining(", "));
    }

    private Set<P> cell(P from, String event) {
        return rows.computeIfAbsent(event, unseen -> new EnumMap<>(phases))
                .computeIfAbsent(from, unseen -> EnumSet.noneOf(phases));
    }
}
