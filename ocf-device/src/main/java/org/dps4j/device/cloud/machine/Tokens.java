package org.dps4j.device.cloud.machine;

import java.util.Objects;

/** What the machine knows of the device's tokens, which it never sees. */
public record Tokens(Freshness freshness, TokenSize size) {

    /** There are none: the device has no account. */
    public static final Tokens NONE = new Tokens(Freshness.NONE, TokenSize.LONG);

    /** Whether the access token is good for signing in. */
    public enum Freshness {
        /** There is none. */
        NONE,
        /** It is good for now. */
        FRESH,
        /** It ends soon, ended, or was refused: it is refreshed before it is used. */
        STALE,
        /** It never ends. */
        LASTING
    }

    public Tokens {
        Objects.requireNonNull(freshness, "freshness");
        Objects.requireNonNull(size, "size");
    }

    boolean isNone() {
        return freshness == Freshness.NONE;
    }

    boolean isStale() {
        return freshness == Freshness.STALE;
    }

    Tokens with(Freshness other) {
        return new Tokens(other, size);
    }
}
