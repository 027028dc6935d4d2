package org.dps4j.gateway.store;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.dps4j.gateway.account.Registration;
import org.dps4j.gateway.account.Registrations;
import org.dps4j.gateway.account.SignUpUse;
import org.dps4j.gateway.account.SignUpUse.State;
import org.dps4j.gateway.shadow.DeviceShadow;
import org.dps4j.gateway.shadow.ResourceRow;
import org.dps4j.protocol.Bytes;

/** Keeps registrations for the life of the process, and nothing else; for tests. */
public final class MemoryStore implements GatewayStore {

    private Tables tables = new Tables(new HashMap<>(), new HashMap<>());

    @Override
    public <T> T inTransaction(Function<Registrations, T> work) {
        Tables copy = new Tables(new HashMap<>(tables.devices()), new HashMap<>(tables.uses()));
        T result = work.apply(copy);
        tables = copy;
        return result;
    }

    @Override
    public List<DeviceShadow> load() {
        return List.of();
    }

    @Override
    public void write(Set<UUID> anew, List<ResourceRow> rows) {}

    @Override
    public void close() {
        tables = new Tables(new HashMap<>(), new HashMap<>());
    }

    private record Tables(Map<UUID, Registration> devices, Map<Bytes, SignUpUse> uses) implements Registrations {

        @Override
        public Optional<Registration> find(UUID deviceId) {
            return Optional.ofNullable(devices.get(deviceId));
        }

        @Override
        public long count() {
            return devices.size();
        }

        @Override
        public void save(Registration registration) {
            devices.put(registration.deviceId(), registration);
        }

        @Override
        public void remove(UUID deviceId) {
            devices.remove(deviceId);
        }

        @Override
        public Optional<SignUpUse> findUse(Bytes token) {
            return Optional.ofNullable(uses.get(token));
        }

        @Override
        public void saveUse(SignUpUse use) {
            uses.put(use.token(), use);
        }

        @Override
        public void spendUses(UUID deviceId) {
            uses.replaceAll((token, use) -> use.deviceId().equals(deviceId)
                    ? new SignUpUse(token, deviceId, use.expiresAt(), State.SPENT)
                    : use);
        }

        @Override
        public void forgetUses(Instant end) {
            uses.values().removeIf(use -> use.expiresAt().isBefore(end));
        }
    }
}
