package org.dps4j.service.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.dps4j.service.record.RecordUpdate;

/** Which record has which device id, in memory. Thread-safe. */
final class Claims {

    private final Map<UUID, UUID> owners = new ConcurrentHashMap<>();
    private final Map<UUID, Deque<UUID>> claimed = new ConcurrentHashMap<>();

    UUID claim(UUID deviceId, UUID recordId) {
        UUID owner = owners.putIfAbsent(deviceId, recordId);
        if (owner != null) {
            return owner;
        }
        claimed.compute(recordId, (id, earlier) -> {
            Deque<UUID> ids = earlier == null ? new ArrayDeque<>() : earlier;
            ids.addLast(deviceId);
            if (ids.size() > RecordUpdate.MAX_DEVICE_IDS) {
                owners.remove(ids.removeFirst());
            }
            return ids;
        });
        return recordId;
    }
}
