package org.dps4j.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.gateway.account.Registration;
import org.dps4j.gateway.account.Registrations;
import org.dps4j.gateway.account.SignUpUse;
import org.dps4j.gateway.account.SignUpUse.State;
import org.dps4j.gateway.account.TokenGrant;
import org.dps4j.protocol.Bytes;
import org.jdbi.v3.core.Handle;

/** The tables of accounts, in the transaction of {@code handle}. */
record RegistrationTables(Handle handle) implements Registrations {

    @Override
    public Optional<Registration> find(UUID deviceId) {
        return handle.createQuery("SELECT owner, registered_at FROM device WHERE device_id = ?")
                .bind(0, deviceId)
                .map((row, context) -> new Registration(deviceId, row.getString(1), instant(row, 2), grants(deviceId)))
                .findOne();
    }

    private List<TokenGrant> grants(UUID deviceId) {
        return handle.createQuery("SELECT access_digest, refresh_digest, expires_at FROM token_grant"
                        + " WHERE device_id = ? ORDER BY position")
                .bind(0, deviceId)
                .map((row, context) ->
                        new TokenGrant(Bytes.copyOf(row.getBytes(1)), Bytes.copyOf(row.getBytes(2)), instant(row, 3)))
                .list();
    }

    @Override
    public long count() {
        return handle.createQuery("SELECT COUNT(*) FROM device")
                .mapTo(Long.class)
                .one();
    }

    /** Of a device that is registered anew, nothing stays that was written a moment after it had been removed. */
    @Override
    public void save(Registration registration) {
        handle.execute(
                "DELETE FROM resource WHERE device_id = ? AND device_id NOT IN (SELECT device_id FROM device)",
                registration.deviceId());
        handle.execute(
                "MERGE INTO device (device_id, owner, registered_at) KEY (device_id) VALUES (?, ?, ?)",
                registration.deviceId(),
                registration.owner(),
                time(registration.registeredAt()));
        handle.execute("DELETE FROM token_grant WHERE device_id = ?", registration.deviceId());
        int position = 0;
        for (TokenGrant grant : registration.grants()) {
            handle.execute(
                    "INSERT INTO token_grant VALUES (?, ?, ?, ?, ?)",
                    registration.deviceId(),
                    position++,
                    grant.access().toArray(),
                    grant.refresh().toArray(),
                    time(grant.expiresAt()));
        }
    }

    @Override
    public void remove(UUID deviceId) {
        handle.execute("DELETE FROM device WHERE device_id = ?", deviceId);
        handle.execute("DELETE FROM resource WHERE device_id = ?", deviceId);
    }

    @Override
    public Optional<SignUpUse> findUse(Bytes token) {
        return handle.createQuery("SELECT device_id, expires_at, spent FROM sign_up_use WHERE token_digest = ?")
                .bind(0, token.toArray())
                .map((row, context) -> new SignUpUse(
                        token,
                        row.getObject(1, UUID.class),
                        instant(row, 2),
                        row.getBoolean(3) ? State.SPENT : State.OPEN))
                .findOne();
    }

    @Override
    public void saveUse(SignUpUse use) {
        handle.execute(
                "MERGE INTO sign_up_use (token_digest, device_id, expires_at, spent) KEY (token_digest)"
                        + " VALUES (?, ?, ?, ?)",
                use.token().toArray(),
                use.deviceId(),
                time(use.expiresAt()),
                use.state() == State.SPENT);
    }

    @Override
    public void spendUses(UUID deviceId) {
        handle.execute("UPDATE sign_up_use SET spent = TRUE WHERE device_id = ? AND NOT spent", deviceId);
    }

    @Override
    public void forgetUses(Instant end) {
        handle.execute("DELETE FROM sign_up_use WHERE expires_at < ?", time(end));
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
