package org.dps4j.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.gateway.account.Registration;
import org.dps4j.gateway.account.SignUpUse;
import org.dps4j.gateway.account.SignUpUse.State;
import org.dps4j.gateway.account.TokenGrant;
import org.dps4j.protocol.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does with accounts. */
abstract class GatewayStoreContract {

    static final UUID DEVICE = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10");
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456789Z");

    GatewayStore store;

    abstract GatewayStore open() throws Exception;

    @BeforeEach
    void start() throws Exception {
        store = open();
    }

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void a_registration_is_found_as_it_was_saved_last() {
        Registration first = registration("1", grant(1));
        Registration second = registration("1", grant(3), grant(2));

        store.inTransaction(tables -> {
            tables.save(first);
            tables.save(second);
            return tables.count();
        });

        assertThat(found()).contains(second);
        long count = store.inTransaction(tables -> tables.count());
        assertThat(count).isOne();
    }

    @Test
    void what_failed_was_never_there() {
        assertThatThrownBy(() -> store.inTransaction(tables -> {
                    tables.save(registration("1", grant(1)));
                    throw new IllegalArgumentException("changed its mind");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("changed its mind");

        assertThat(found()).isEmpty();
    }

    @Test
    void a_device_that_is_removed_leaves_only_its_sign_up_tokens() {
        SignUpUse use = new SignUpUse(digest(9), DEVICE, NOW, State.OPEN);
        store.inTransaction(tables -> {
            tables.save(registration("1", grant(1)));
            tables.saveUse(use);
            tables.remove(DEVICE);
            return DEVICE;
        });

        assertThat(found()).isEmpty();
        assertThat(use(digest(9))).contains(use);
    }

    @Test
    void uses_of_tokens_are_spent_by_device_and_forgotten_by_time() {
        UUID other = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f11");
        store.inTransaction(tables -> {
            tables.saveUse(new SignUpUse(digest(1), DEVICE, NOW, State.OPEN));
            tables.saveUse(new SignUpUse(digest(2), other, NOW.plusSeconds(1), State.OPEN));
            tables.spendUses(DEVICE);
            return DEVICE;
        });

        assertThat(use(digest(1)).orElseThrow().state()).isEqualTo(State.SPENT);
        store.inTransaction(tables -> {
            tables.forgetUses(NOW.plusSeconds(1));
            return DEVICE;
        });
        assertThat(use(digest(1))).isEmpty();
        assertThat(use(digest(2)).orElseThrow().state()).isEqualTo(State.OPEN);
    }

    static Registration registration(String owner, TokenGrant... grants) {
        return new Registration(DEVICE, owner, NOW, List.of(grants));
    }

    static TokenGrant grant(int number) {
        return new TokenGrant(digest(number), digest(number + 100), NOW.plusSeconds(number));
    }

    static Bytes digest(int number) {
        byte[] digest = new byte[32];
        digest[0] = (byte) number;
        return Bytes.copyOf(digest);
    }

    private Optional<Registration> found() {
        return store.inTransaction(tables -> tables.find(DEVICE));
    }

    private Optional<SignUpUse> use(Bytes token) {
        return store.inTransaction(tables -> tables.findUse(token));
    }
}
