package org.dps4j.gateway.account;

import java.util.Optional;
import org.dps4j.gateway.session.Answer;
import org.dps4j.gateway.session.DeviceSession;
import org.dps4j.gateway.token.TokenMint;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.coap.Attachments;
import org.jspecify.annotations.Nullable;

/**
 * The last sign-up and refresh of a connection, which are answered the same way when they are repeated before the next
 * sign-in (ocf-cloud 2.2, 4). Confined to the loop.
 */
final class Replay {

    private @Nullable Entry signUp;
    private @Nullable Entry refresh;

    private record Entry(Bytes token, Answer answer) {}

    static Replay of(DeviceSession session) {
        Attachments attachments = session.connection().attachments();
        return attachments.find(Replay.class).orElseGet(() -> {
            Replay replay = new Replay();
            attachments.attach(Replay.class, replay);
            return replay;
        });
    }

    Optional<Answer> signUp(Secret token) {
        return find(signUp, token);
    }

    Optional<Answer> refresh(Secret token) {
        return find(refresh, token);
    }

    void keepSignUp(Secret token, Answer answer) {
        signUp = new Entry(TokenMint.digest(token), answer);
    }

    void keepRefresh(Secret token, Answer answer) {
        refresh = new Entry(TokenMint.digest(token), answer);
    }

    void forget() {
        signUp = null;
        refresh = null;
    }

    private static Optional<Answer> find(@Nullable Entry entry, Secret token) {
        return Optional.ofNullable(entry)
                .filter(known -> known.token().equals(TokenMint.digest(token)))
                .map(Entry::answer);
    }
}
