package org.dps4j.dps.observer;

import java.util.Objects;
import org.dps4j.dps.machine.ProvisioningStep;

/** What the cloud observer wants done. */
public sealed interface ObserverEffect {

    /** Sets the one timer to the interval. */
    record ScheduleLook() implements ObserverEffect {}

    /** Calls the timer off, if it is set. */
    record CancelLook() implements ObserverEffect {}

    /** Selects the next server of the cloud and has the client start over with it. */
    record SelectNextServer() implements ObserverEffect {}

    /** Stops the cloud client and has the steps repeated from this one on. */
    record Provision(ProvisioningStep from) implements ObserverEffect {
        public Provision {
            Objects.requireNonNull(from, "from");
        }
    }
}
