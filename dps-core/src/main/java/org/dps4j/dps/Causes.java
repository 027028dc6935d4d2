package org.dps4j.dps;

import java.util.concurrent.CompletionException;

/** Looks behind the wrapping that futures put around a failure. */
final class Causes {

    private Causes() {}

    static Throwable of(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
