package org.dps4j.dps.machine;

import java.util.Set;

/** What the machine wants done, in this order. */
public sealed interface Effect {

    /**
     * Sends the request of {@code step}, over the open connection or a new one.
     *
     * @param attempt counts from 0; it says how long to wait for the answer
     */
    record Request(ProvisioningStep step, int attempt, long generation) implements Effect {}

    /** Closes the connection, if one is open. */
    record Disconnect() implements Effect {}

    /** Sets the one timer: after {@code pause}, {@link Event.RetryDue} is due. */
    record ScheduleRetry(Setback after, Pause pause, long generation) implements Effect {}

    /** Calls the timer off, if it is set. */
    record CancelRetry() implements Effect {}

    /** Turns to the next endpoint of the list. */
    record SelectNextEndpoint() implements Effect {}

    /** Starts the cloud client. */
    record StartCloud(long generation) implements Effect {}

    /** Tells the listeners of a change; the status is the one before the next request is sent. */
    record Notify(Set<DpsStatus> status, DpsError lastError) implements Effect {
        /** Copies the flags. */
        public Notify {
            status = Set.copyOf(status);
        }
    }
}
