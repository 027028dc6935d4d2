package org.dps4j.gateway.store;

import org.dps4j.gateway.account.AccountStore;
import org.dps4j.gateway.shadow.ShadowStore;

/** Everything that outlives the process. Blocks; for one thread at a time. */
public interface GatewayStore extends AccountStore, ShadowStore, AutoCloseable {

    @Override
    void close();
}
