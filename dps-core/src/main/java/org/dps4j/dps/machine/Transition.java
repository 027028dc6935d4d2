package org.dps4j.dps.machine;

import java.util.List;

/** The state after an event and what is to be done, in this order. */
public record Transition(MachineState state, List<Effect> effects) {

    /** Copies the effects. */
    public Transition {
        effects = List.copyOf(effects);
    }

    static Transition of(MachineState state, Effect... effects) {
        return new Transition(state, List.of(effects));
    }

    static Transition ignored(MachineState state) {
        return new Transition(state, List.of());
    }
}
