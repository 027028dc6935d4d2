package org.dps4j.gateway.store;

class MemoryStoreTest extends GatewayStoreContract {

    @Override
    GatewayStore open() {
        return new MemoryStore();
    }
}
