package org.dps4j.device.cloud.machine;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.dps4j.device.cloud.CloudActivity;
import org.dps4j.device.cloud.CloudErrorCode;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.CloudFlag;
import org.dps4j.device.cloud.CloudProvisioningStatus;

/** What the machine wants done, in this order. */
public sealed interface CloudEffect {

    /** How the cloud knows who signs off. */
    enum Proof {
        /** By the session. */
        SESSION,
        /** By the access token in the query. */
        TOKEN
    }

    /**
     * Sends a request about account or session, over the open connection or a new one, and stores what it brings.
     *
     * @param attempt counts from 0; it says how long to wait for the answer
     */
    record Ask(CloudAction action, int attempt, long request) implements CloudEffect {}

    /** Signs out over the open connection. */
    record SignOut(long request) implements CloudEffect {}

    /** Gives the account up, over the open connection or a new one. */
    record SignOff(Proof proof, long request) implements CloudEffect {}

    /** Has links put into the directory, over the open connection. */
    record Publish(List<Link> links, int attempt, long request) implements CloudEffect {
        public Publish {
            links = List.copyOf(links);
        }
    }

    /** Has instances taken out of the directory, over the open connection. */
    record Unpublish(List<Long> instances, int attempt, long request) implements CloudEffect {
        public Unpublish {
            instances = List.copyOf(instances);
        }
    }

    /** Sends a Ping over the open connection. */
    record Ping(Duration timeout, long connection) implements CloudEffect {}

    /** Closes the connection, if one is open or being opened; what is in flight does not matter any more. */
    record Disconnect() implements CloudEffect {}

    /** Turns to the next server of the list. */
    record SelectNextServer() implements CloudEffect {}

    /** Forgets which cloud the device belongs to, and its account there. */
    record ForgetCloud() implements CloudEffect {}

    /** Sets {@code timer}, {@link CloudTimer#RETRY} or {@link CloudTimer#DIRECTORY}, to the pause after an attempt. */
    record ScheduleRetry(CloudTimer timer, int attempt) implements CloudEffect {}

    /** Sets {@code timer}; one that was set is called off. */
    record Schedule(CloudTimer timer, Duration after) implements CloudEffect {}

    /** Calls {@code timer} off, if it is set. */
    record Cancel(CloudTimer timer) implements CloudEffect {}

    /** Tells the listeners how it stands. */
    record Notify(
            Set<CloudFlag> flags,
            Optional<CloudActivity> activity,
            CloudProvisioningStatus provisioning,
            CloudErrorCode lastError,
            Optional<CloudFailure> cause)
            implements CloudEffect {
        public Notify {
            flags = Set.copyOf(flags);
            Objects.requireNonNull(activity, "activity");
            Objects.requireNonNull(cause, "cause");
        }
    }

    /** Tells the listeners that only provisioning can help. */
    record Reprovision(CloudFailure cause) implements CloudEffect {}

    /** Signing off, or out, is over. */
    record SignOffEnded() implements CloudEffect {}
}
