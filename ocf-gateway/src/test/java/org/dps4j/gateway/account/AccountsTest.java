package org.dps4j.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dps4j.gateway.session.RefusedException;
import org.dps4j.gateway.store.MemoryStore;
import org.dps4j.gateway.token.SignUpToken;
import org.dps4j.gateway.token.TokenMint;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.Secret;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.junit.jupiter.api.Test;

class AccountsTest {

    private static final UUID DEVICE = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10");
    private static final UUID OTHER = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f11");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final MemoryStore store = new MemoryStore();
    private final Accounts accounts = new Accounts(store, new TokenMint(new SecureRandom()), HOUR, 2);

    @Test
    void tokens_are_kept_as_digests_only() {
        IssuedTokens tokens = accounts.signUp(token(1), DEVICE, NOW);

        Registration kept = found().orElseThrow();
        assertThat(kept.grants()).singleElement().satisfies(grant -> {
            assertThat(grant.access()).isEqualTo(TokenMint.digest(tokens.access()));
            assertThat(grant.expiresAt()).isEqualTo(NOW.plus(HOUR));
        });
        assertThat(kept.toString()).doesNotContain(tokens.access().revealText());
        assertThat(tokens.toString()).doesNotContain(tokens.refresh().revealText());
    }

    @Test
    void a_sign_in_ends_two_minutes_before_its_token_or_a_tenth_of_its_life() {
        IssuedTokens tokens = accounts.signUp(token(1), DEVICE, NOW);
        Accounts brief = new Accounts(store, new TokenMint(new SecureRandom()), Duration.ofSeconds(30), 2);
        IssuedTokens short30 = brief.signUp(token(2), OTHER, NOW);

        assertThat(accounts.signIn(DEVICE, "1", tokens.access(), NOW)).isEqualTo(NOW.plus(Duration.ofMinutes(58)));
        assertThat(brief.signIn(OTHER, "1", short30.access(), NOW)).isEqualTo(NOW.plusSeconds(27));
    }

    @Test
    void a_token_about_to_end_signs_nobody_in_but_signs_off() {
        IssuedTokens tokens = accounts.signUp(token(1), DEVICE, NOW);

        refused(() -> accounts.signIn(DEVICE, "1", tokens.access(), NOW.plus(Duration.ofMinutes(58))));
        accounts.check(DEVICE, "1", tokens.access(), NOW.plus(Duration.ofMinutes(59)));
        refused(() -> accounts.check(DEVICE, "1", tokens.access(), NOW.plus(HOUR)));
        accounts.signOff(DEVICE, "1", tokens.access(), NOW.plus(Duration.ofMinutes(59)));
        assertThat(accounts.remove(DEVICE)).isFalse();
    }

    @Test
    void a_lost_answer_to_a_refresh_strands_nobody() {
        IssuedTokens first = accounts.signUp(token(1), DEVICE, NOW);
        accounts.refresh(DEVICE, "1", first.refresh(), NOW);
        IssuedTokens third = accounts.refresh(DEVICE, "1", first.refresh(), NOW.plus(HOUR));
        accounts.signIn(DEVICE, "1", third.access(), NOW.plus(HOUR));

        refused(() -> accounts.refresh(DEVICE, "1", first.refresh(), NOW.plus(HOUR)));

        assertThat(found().orElseThrow().grants()).hasSize(1);
    }

    @Test
    void the_memory_of_a_sign_up_token_ends_with_it_and_not_with_the_device() {
        IssuedTokens tokens = accounts.signUp(token(1), DEVICE, NOW);
        accounts.signOff(DEVICE, "1", tokens.access(), NOW);

        refused(() -> accounts.signUp(token(1), OTHER, NOW));

        accounts.signUp(token(2), OTHER, NOW.plus(Duration.ofDays(1)).plusSeconds(1));
        assertThat(use(token(1).digest())).isEmpty();
    }

    @Test
    void a_refusal_changes_nothing() {
        accounts.signUp(token(1), DEVICE, NOW);
        Registration before = found().orElseThrow();

        refused(() -> accounts.signUp(
                new SignUpToken(token(3).digest(), "2", Optional.empty(), NOW.plusSeconds(60)), DEVICE, NOW));
        refused(() -> accounts.signUp(
                new SignUpToken(token(4).digest(), "1", Optional.of(OTHER), NOW.plusSeconds(60)), DEVICE, NOW));
        refused(() -> accounts.signIn(DEVICE, "1", Secret.ofText("x"), NOW));
        refused(() -> accounts.refresh(DEVICE, "1", Secret.ofText("x"), NOW));
        refused(() -> accounts.refresh(OTHER, "1", Secret.ofText("x"), NOW));

        assertThat(found()).contains(before);
        assertThat(use(token(3).digest())).isEmpty();
    }

    @Test
    void there_is_an_end_to_the_room_but_not_for_who_is_registered() {
        accounts.signUp(token(1), DEVICE, NOW);
        accounts.signUp(token(2), OTHER, NOW);

        assertThatThrownBy(() -> accounts.signUp(token(3), UUID.randomUUID(), NOW))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ResponseCode.SERVICE_UNAVAILABLE));
        accounts.signUp(token(4), OTHER, NOW);
    }

    private static SignUpToken token(int number) {
        return new SignUpToken(
                Bytes.copyOf(new byte[] {(byte) number}), "1", Optional.empty(), NOW.plus(Duration.ofDays(1)));
    }

    private static void refused(ThrowingCallable attempt) {
        assertThatThrownBy(attempt)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ResponseCode.UNAUTHORIZED));
    }

    private Optional<Registration> found() {
        return store.inTransaction(tables -> tables.find(DEVICE));
    }

    private Optional<SignUpUse> use(Bytes token) {
        return store.inTransaction(tables -> tables.findUse(token));
    }
}
