package org.dps4j.device.security;

import java.util.Objects;
import java.util.function.Function;

/** What came of a change that may be refused: the new value, or the reason why the old one stays as it was. */
public sealed interface Change<T> {

    /** The change was made; {@code value} is the result. */
    record Applied<T>(T value) implements Change<T> {
        public Applied {
            Objects.requireNonNull(value, "value");
        }
    }

    /** Nothing was changed: {@code expected} should have been there, {@code found} was. No secret stands in either. */
    record Refused<T>(String expected, String found) implements Change<T> {
        public Refused {
            Objects.requireNonNull(expected, "expected");
            Objects.requireNonNull(found, "found");
        }

        /** Both halves as one clause for a log or an answer. */
        public String reason() {
            return "expected " + expected + ", found " + found;
        }

        /** The same refusal of a change of something else. */
        public <R> Refused<R> as() {
            return new Refused<>(expected, found);
        }
    }

    /** Carries an applied change on into the value around it; a refusal stays a refusal. */
    default <R> Change<R> map(Function<T, R> next) {
        if (this instanceof Applied<T> applied) {
            return new Applied<>(next.apply(applied.value()));
        }
        return ((Refused<T>) this).as();
    }
}
