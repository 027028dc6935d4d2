package org.dps4j.gateway.account;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.protocol.Bytes;

/** What is remembered of accounts, inside one transaction. Blocks; for the thread of the transaction only. */
public interface Registrations {

    Optional<Registration> find(UUID deviceId);

    /** How many devices are registered. */
    long count();

    /** Puts a registration in place of an earlier one. */
    void save(Registration registration);

    /** Forgets the device and everything that is known of it. */
    void remove(UUID deviceId);

    Optional<SignUpUse> findUse(Bytes token);

    void saveUse(SignUpUse use);

    /** Lets the device bring none of its sign-up tokens again. */
    void spendUses(UUID deviceId);

    /** Forgets the uses of tokens that ended before {@code end}. */
    void forgetUses(Instant end);
}
