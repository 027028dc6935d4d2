package org.dps4j.dps.observer;

import java.util.Objects;
import java.util.Set;
import org.dps4j.device.cloud.CloudFlag;
import org.dps4j.protocol.payload.cloud.CloudServer;

/** What the cloud observer hears. */
public sealed interface ObserverEvent {

    /** Whether the cloud took the device before. */
    enum Account {
        /** It is about to sign up. */
        NEW,
        /** It has an account from before, or its client has not said yet how it stands: only a refusal counts. */
        KNOWN
    }

    /**
     * The device is provisioned and its cloud client started.
     *
     * @param selected the server it turns to
     * @param servers how many the cloud has
     */
    record CloudStarted(CloudServer selected, int servers, Account account) implements ObserverEvent {
        public CloudStarted {
            Objects.requireNonNull(selected, "selected");
            Objects.requireNonNull(account, "account");
            if (servers < 1) {
                throw new IllegalArgumentException("a cloud has at least 1 server, not " + servers);
            }
        }
    }

    /** The cloud client says how it stands. */
    record StatusChanged(Set<CloudFlag> flags, CloudServer selected) implements ObserverEvent {
        public StatusChanged {
            flags = Set.copyOf(flags);
            Objects.requireNonNull(selected, "selected");
        }
    }

    /** The cloud client gave up: the cloud refused the device. */
    record Refused() implements ObserverEvent {}

    /** It is time to look. */
    record LookDue() implements ObserverEvent {}

    /** Steps are done again for another reason than the cloud; a tour goes on after them. */
    record Interrupted() implements ObserverEvent {}

    /** Provisioning was stopped, or begins anew. */
    record Stopped() implements ObserverEvent {}
}
