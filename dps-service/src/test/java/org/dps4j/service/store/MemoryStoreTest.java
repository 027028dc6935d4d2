package org.dps4j.service.store;

import org.dps4j.service.record.RecordStore;

class MemoryStoreTest extends RecordStoreContract {

    @Override
    RecordStore open() {
        return new MemoryStore();
    }
}
