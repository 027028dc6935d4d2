package org.dps4j.gateway.account;

import java.util.function.Function;

/** Keeps accounts. Blocks; for the store's own thread, one at a time. */
public interface AccountStore {

    /**
     * What {@code work} returns, once everything it saved is on disk. Nothing is saved if it throws.
     *
     * @throws StoreFailedException if the store cannot be read or written now
     */
    <T> T inTransaction(Function<Registrations, T> work);
}
