package org.dps4j.dps.renewal;

import java.util.List;
import java.util.Objects;

/** The state after an event and what is to be done, in this order. */
public record RenewalTransition(RenewalState state, List<RenewalEffect> effects) {

    public RenewalTransition {
        Objects.requireNonNull(state, "state");
        effects = List.copyOf(effects);
    }

    static RenewalTransition of(RenewalState state, RenewalEffect... effects) {
        return new RenewalTransition(state, List.of(effects));
    }

    static RenewalTransition ignored(RenewalState state) {
        return new RenewalTransition(state, List.of());
    }
}
