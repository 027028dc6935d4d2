package org.dps4j.dps.observer;

import java.util.List;
import java.util.Objects;

/** The state after an event and what is to be done, in this order. */
public record ObserverTransition(ObserverState state, List<ObserverEffect> effects) {

    public ObserverTransition {
        Objects.requireNonNull(state, "state");
        effects = List.copyOf(effects);
    }

    static ObserverTransition of(ObserverState state, ObserverEffect... effects) {
        return new ObserverTransition(state, List.of(effects));
    }
}
