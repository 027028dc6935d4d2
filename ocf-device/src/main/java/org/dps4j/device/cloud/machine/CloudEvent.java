package org.dps4j.device.cloud.machine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.dps4j.device.cloud.CloudFailure;

/**
 * What the machine hears. Outcomes carry the number of the request, or of the connection, that they belong to; one of an
 * earlier number is late and ignored.
 */
public sealed interface CloudEvent {

    /** The device is to come into its cloud, from the beginning. {@code tokens} is what the store has. */
    record Started(Tokens tokens, List<Link> links) implements CloudEvent {
        public Started {
            Objects.requireNonNull(tokens, "tokens");
            links = List.copyOf(links);
        }
    }

    /** The client is to stop; the account stays. */
    record Stopped() implements CloudEvent {}

    /** The device is to give its account up within {@code limit}. {@code tokens} is what the store has. */
    record SignOffRequested(Tokens tokens, Duration limit) implements CloudEvent {
        public SignOffRequested {
            Objects.requireNonNull(tokens, "tokens");
            Objects.requireNonNull(limit, "limit");
        }
    }

    /** The device is to go offline within {@code limit}; the account stays. */
    record SignOutRequested(Duration limit) implements CloudEvent {
        public SignOutRequested {
            Objects.requireNonNull(limit, "limit");
        }
    }

    /** The device has these resources from now on. */
    record LinksChanged(List<Link> links) implements CloudEvent {
        public LinksChanged {
            links = List.copyOf(links);
        }
    }

    /** The cloud gave an account, which was stored. */
    record SignedUp(long request, Grant grant) implements CloudEvent {
        public SignedUp {
            Objects.requireNonNull(grant, "grant");
        }
    }

    /** The cloud gave new tokens, which were stored. */
    record Refreshed(long request, Grant grant) implements CloudEvent {
        public Refreshed {
            Objects.requireNonNull(grant, "grant");
        }
    }

    /** The device is signed in, for {@code expiresIn}; empty for ever, zero if the cloud does not say. */
    record SignedIn(long request, Optional<Duration> expiresIn) implements CloudEvent {
        public SignedIn {
            Objects.requireNonNull(expiresIn, "expiresIn");
        }
    }

    /** The cloud takes the device for offline. */
    record SignedOut(long request) implements CloudEvent {}

    /** The cloud took the account back. */
    record SignedOff(long request) implements CloudEvent {}

    /** The directory has these links now: their paths and their instances. */
    record Published(long request, Map<String, Long> instances) implements CloudEvent {
        public Published {
            instances = Map.copyOf(instances);
        }
    }

    /** The directory forgot what it was asked to forget. */
    record Unpublished(long request) implements CloudEvent {}

    /** A request failed. */
    record Failed(long request, CloudFailure failure) implements CloudEvent {
        public Failed {
            Objects.requireNonNull(failure, "failure");
        }
    }

    /** The connection is gone. */
    record Disconnected(long connection, CloudFailure failure) implements CloudEvent {
        public Disconnected {
            Objects.requireNonNull(failure, "failure");
        }
    }

    /** A Ping was answered. */
    record PongReceived(long connection) implements CloudEvent {}

    /** A Ping was not answered in time. */
    record PongMissed(long connection) implements CloudEvent {}

    /** A timer is due. */
    record TimerDue(CloudTimer timer) implements CloudEvent {
        public TimerDue {
            Objects.requireNonNull(timer, "timer");
        }
    }
}
