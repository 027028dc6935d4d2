package org.dps4j.dps.machine;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a step failed, as data. Carries no key material and no token; texts from outside are cut to a line of bounded
 * length.
 */
public sealed interface Failure {

    /** What kind of failure it is. */
    FailureClass kind();

    /** One line for a person: what was expected, what was found. */
    String describe();

    /** No answer within the attempt's timeout. */
    record NoAnswer(Duration within) implements Failure {
        @Override
        public FailureClass kind() {
            return FailureClass.TIMEOUT;
        }

        @Override
        public String describe() {
            return "no answer within " + within.toMillis() + " ms";
        }
    }

    /**
     * The service said that it, or something behind it, is out of order: 5.03 or 5.04.
     *
     * @param maxAge when it said it is worth asking again; empty if it did not
     */
    record Unavailable(ResponseCode code, String diagnostic, Optional<Duration> maxAge) implements Failure {
        /** Cuts the diagnostic. */
        public Unavailable {
            diagnostic = FailureText.line(diagnostic);
            Objects.requireNonNull(maxAge, "maxAge");
        }

        /** It did not say when it is worth asking again. */
        public Unavailable(ResponseCode code, String diagnostic) {
            this(code, diagnostic, Optional.empty());
        }

        @Override
        public FailureClass kind() {
            return FailureClass.TRANSIENT;
        }

        @Override
        public String describe() {
            return "the service is not available: it answered " + code + FailureText.suffix(diagnostic)
                    + maxAge.map(age -> ", and to ask again in " + age.toSeconds() + " s")
                            .orElse("");
        }
    }

    /** The connection was up and is gone. */
    record ConnectionLost(String reason) implements Failure {
        /** Cuts the reason. */
        public ConnectionLost {
            reason = FailureText.line(reason);
        }

        @Override
        public FailureClass kind() {
            return FailureClass.TRANSIENT;
        }

        @Override
        public String describe() {
            return "the connection was lost: " + reason;
        }
    }

    /** The service refused the request: any other 4.xx or 5.xx, or a code that is no answer. */
    record Rejected(ResponseCode code, String diagnostic) implements Failure {
        /** Cuts the diagnostic. */
        public Rejected {
            diagnostic = FailureText.line(diagnostic);
        }

        @Override
        public FailureClass kind() {
            return FailureClass.REJECTED;
        }

        @Override
        public String describe() {
            return "the service refused: it answered " + code + FailureText.suffix(diagnostic);
        }
    }

    /** The answer cannot be read: not CBOR, a member missing, or of another type. */
    record UnreadableAnswer(String where, String expected, String found) implements Failure {
        /** Cuts the texts. */
        public UnreadableAnswer {
            where = FailureText.line(where);
            expected = FailureText.line(expected);
            found = FailureText.line(found);
        }

        @Override
        public FailureClass kind() {
            return FailureClass.REJECTED;
        }

        @Override
        public String describe() {
            return "the answer cannot be read" + (where.isEmpty() ? "" : " at " + where) + ": expected " + expected
                    + ", found " + found;
        }
    }

    /** The answer is readable, and what it says cannot be used, such as a certificate for another device. */
    record UnusableAnswer(String expected, String found) implements Failure {
        /** Cuts the texts. */
        public UnusableAnswer {
            expected = FailureText.line(expected);
            found = FailureText.line(found);
        }

        @Override
        public FailureClass kind() {
            return FailureClass.REJECTED;
        }

        @Override
        public String describe() {
            return "the answer cannot be used: expected " + expected + ", found " + found;
        }
    }

    /** No connection came up: refused, timed out, name not found. */
    record Unreachable(String reason) implements Failure {
        /** Cuts the reason. */
        public Unreachable {
            reason = FailureText.line(reason);
        }

        @Override
        public FailureClass kind() {
            return FailureClass.UNREACHABLE;
        }

        @Override
        public String describe() {
            return "the service cannot be reached: " + reason;
        }
    }

    /** No connection came up because one side does not trust the other. */
    record Untrusted(String reason) implements Failure {
        /** Cuts the reason. */
        public Untrusted {
            reason = FailureText.line(reason);
        }

        @Override
        public FailureClass kind() {
            return FailureClass.UNREACHABLE;
        }

        @Override
        public String describe() {
            return "no trust between device and service: " + reason;
        }
    }

    /**
     * No connection came up because the service's certificates are not valid at the time that the device takes it for.
     * Where it was told a wrong time, only asking again helps.
     */
    record OutOfDate(String reason, Instant deviceTime) implements Failure {
        /** Cuts the reason. */
        public OutOfDate {
            reason = FailureText.line(reason);
        }

        @Override
        public FailureClass kind() {
            return FailureClass.REJECTED;
        }

        @Override
        public String describe() {
            return "the service cannot be trusted at this time: " + reason + ", and the device takes it for "
                    + deviceTime.truncatedTo(ChronoUnit.SECONDS)
                    + "; see to its clock, or renew the certificates of the service";
        }
    }

    /** The device's state could not be stored, or something else failed on the device itself. */
    record LocalFault(String reason) implements Failure {
        /** Cuts the reason. */
        public LocalFault {
            reason = FailureText.line(reason);
        }

        @Override
        public FailureClass kind() {
            return FailureClass.LOCAL;
        }

        @Override
        public String describe() {
            return "the device itself failed: " + reason;
        }
    }

    /** The cloud client could not be started with what was delivered. */
    record CloudNotStarted(String reason) implements Failure {
        /** Cuts the reason. */
        public CloudNotStarted {
            reason = FailureText.line(reason);
        }

        @Override
        public FailureClass kind() {
            return FailureClass.REJECTED;
        }

        @Override
        public String describe() {
            return "the cloud client cannot be started: " + reason;
        }
    }
}
