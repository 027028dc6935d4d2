package org.dps4j.device.cloud.machine;

import java.util.List;
import java.util.Objects;

/** The state after an event and what is to be done, in this order. */
public record CloudTransition(CloudState state, List<CloudEffect> effects) {

    public CloudTransition {
        Objects.requireNonNull(state, "state");
        effects = List.copyOf(effects);
    }
}
