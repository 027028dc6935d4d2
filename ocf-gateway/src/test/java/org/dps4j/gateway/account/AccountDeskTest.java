package org.dps4j.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.dps4j.gateway.shadow.ShadowEvent;
import org.dps4j.gateway.shadow.ShadowLimits;
import org.dps4j.gateway.shadow.Shadows;
import org.dps4j.gateway.store.MemoryStore;
import org.dps4j.gateway.token.SignUpToken;
import org.dps4j.gateway.token.TokenMint;
import org.dps4j.gateway.token.TokenVerifier;
import org.dps4j.loop.VirtualLoop;
import org.dps4j.protocol.Secret;
import org.junit.jupiter.api.Test;

/** What comes back to the loop from the threads that block. */
class AccountDeskTest {

    private static final UUID DEVICE = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10");

    private final VirtualLoop loop = new VirtualLoop(1);
    private final Shadows shadows = new Shadows(new ShadowLimits(10, 1_000));
    private final MemoryStore store = new MemoryStore();
    private final List<Runnable> whileTheCallerIsHeldUp = new ArrayList<>();

    private AccountDesk desk(TokenVerifier verifier, Executor storing) {
        AccountRules rules = new AccountRules(Duration.ofHours(1), 10, List.of());
        return new AccountDesk(store, rules, verifier, Runnable::run, storing, shadows, loop);
    }

    private SignUpToken verified(Secret token) {
        return new SignUpToken(
                TokenMint.digest(token), "1", Optional.of(DEVICE), loop.now().plus(Duration.ofHours(1)));
    }

    /** A thread that is done before who hands in a task goes on. */
    private void faster(Runnable task) {
        task.run();
        List<Runnable> meanwhile = List.copyOf(whileTheCallerIsHeldUp);
        whileTheCallerIsHeldUp.clear();
        meanwhile.forEach(Runnable::run);
    }

    private CompletableFuture<IssuedTokens> signUp(AccountDesk desk, String token) {
        CompletableFuture<IssuedTokens> answer = new CompletableFuture<>();
        loop.execute(() -> desk.signUp(Secret.ofText(token), DEVICE).whenComplete((tokens, failure) -> {
            if (failure == null) {
                answer.complete(tokens);
            } else {
                answer.completeExceptionally(failure);
            }
        }));
        loop.advance(Duration.ZERO);
        return answer;
    }

    private boolean isStored() {
        return store.inTransaction(registrations -> registrations.find(DEVICE)).isPresent();
    }

    @Test
    void a_device_that_signs_up_again_just_after_its_removal_stands_in_the_list() {
        AccountDesk desk = desk(this::verified, this::faster);
        assertThat(signUp(desk, "first")).isCompleted();
        whileTheCallerIsHeldUp.add(() -> assertThat(signUp(desk, "second")).isCompleted());

        CompletionStage<Boolean> removed = desk.remove(DEVICE);
        loop.advance(Duration.ZERO);

        assertThat(removed).isCompletedWithValue(true);
        assertThat(isStored()).isTrue();
        assertThat(shadows.find(DEVICE)).isPresent();
    }

    @Test
    void a_device_that_is_removed_just_after_it_signed_in_is_signed_in_first() {
        List<Runnable> stored = new ArrayList<>();
        IssuedTokens tokens =
                signUp(desk(this::verified, Runnable::run), "first").join();
        AccountDesk desk = desk(this::verified, stored::add);
        List<String> order = new ArrayList<>();
        shadows.listen(event -> order.add(event instanceof ShadowEvent.Removed ? "removed" : "changed"));
        loop.execute(() -> desk.signIn(DEVICE, "1", tokens.access())
                .thenAccept(until -> order.add(loop.inLoop() ? "signed in" : "signed in elsewhere")));
        loop.advance(Duration.ZERO);
        CompletionStage<Boolean> removed = desk.remove(DEVICE);

        stored.forEach(Runnable::run);
        loop.advance(Duration.ZERO);

        assertThat(removed).isCompletedWithValue(true);
        assertThat(order).containsExactly("signed in", "removed");
    }

    @Test
    void a_check_that_ends_with_an_error_is_answered_all_the_same() {
        AccountDesk desk = desk(
                token -> {
                    throw new NoClassDefFoundError("broken on purpose");
                },
                this::faster);

        CompletableFuture<IssuedTokens> answer = signUp(desk, "first");

        assertThat(answer).isCompletedExceptionally();
        assertThatThrownBy(answer::join).hasRootCauseMessage("broken on purpose");
        assertThat(isStored()).isFalse();
    }
}
