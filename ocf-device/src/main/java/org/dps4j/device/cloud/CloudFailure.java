package org.dps4j.device.cloud;

import java.time.Duration;
import java.util.Objects;

/**
 * Why something between device and cloud failed, as data. Holds no token; texts from outside are cut to a line of bounded
 * length.
 */
public sealed interface CloudFailure {

    /** One line for a person: what was expected, what was found. */
    String describe();

    /** Whether it lies between device and cloud, so that another attempt, or another server, may well succeed. */
    default boolean isOfConnection() {
        return true;
    }

    /** No answer in time. */
    record NoAnswer(Duration within) implements CloudFailure {
        public NoAnswer {
            Objects.requireNonNull(within, "within");
        }

        @Override
        public String describe() {
            return "no answer within " + within.toMillis() + " ms";
        }
    }

    /** The connection was up and is gone. */
    record ConnectionLost(String reason) implements CloudFailure {
        public ConnectionLost {
            reason = FailureText.line(reason);
        }

        @Override
        public String describe() {
            return "the connection was lost: " + reason;
        }
    }

    /** The cloud does not answer Pings any more. */
    record PingsMissed(int count) implements CloudFailure {
        @Override
        public String describe() {
            return "the cloud did not answer " + count + " Pings in a row";
        }
    }

    /** No connection came up: refused, timed out, name not found. */
    record Unreachable(String reason) implements CloudFailure {
        public Unreachable {
            reason = FailureText.line(reason);
        }

        @Override
        public String describe() {
            return "the cloud cannot be reached: " + reason;
        }
    }

    /** No connection came up because one side does not trust the other. */
    record Untrusted(String reason) implements CloudFailure {
        public Untrusted {
            reason = FailureText.line(reason);
        }

        @Override
        public String describe() {
            return "no trust between device and cloud: " + reason;
        }
    }

    /** The cloud answered with a code that is no success. */
    record Answered(ResponseCode code, String diagnostic) implements CloudFailure {
        public Answered {
            Objects.requireNonNull(code, "code");
            diagnostic = FailureText.line(diagnostic);
        }

        @Override
        public boolean isOfConnection() {
            return code.isOutage();
        }

        @Override
        public String describe() {
            return "the cloud answered " + code + FailureText.suffix(diagnostic);
        }
    }

    /** The answer was a success and cannot be read, or what it says cannot be used. */
    record UnusableAnswer(String where, String expected, String found) implements CloudFailure {
        public UnusableAnswer {
            where = FailureText.line(where);
            expected = FailureText.line(expected);
            found = FailureText.line(found);
        }

        @Override
        public boolean isOfConnection() {
            return false;
        }

        @Override
        public String describe() {
            return "the answer cannot be used" + (where.isEmpty() ? "" : " at " + where) + ": expected " + expected
                    + ", found " + found;
        }
    }

    /** The device's state could not be stored, or something else failed on the device itself. */
    record LocalFault(String reason) implements CloudFailure {
        public LocalFault {
            reason = FailureText.line(reason);
        }

        @Override
        public boolean isOfConnection() {
            return false;
        }

        @Override
        public String describe() {
            return "the device itself failed: " + reason;
        }
    }
}
