package org.dps4j.gateway.account;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dps4j.gateway.session.RefusedException;
import org.dps4j.gateway.shadow.Shadows;
import org.dps4j.gateway.token.SignUpToken;
import org.dps4j.gateway.token.TokenMint;
import org.dps4j.gateway.token.TokenRefusedException;
import org.dps4j.gateway.token.TokenUncheckedException;
import org.dps4j.gateway.token.TokenVerifier;
import org.dps4j.loop.Loop;
import org.dps4j.protocol.Secret;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;

/**
 * Brings questions about accounts to the threads that may block, and their answers back to the gateway's loop. May be
 * called by any thread; completes on the loop, in the order in which the store did what was asked, so that what is shown of
 * a device is what is stored of it. Everything fails with {@link RefusedException} or, where the store does, with
 * {@link StoreFailedException}.
 */
public final class AccountDesk {

    private final Accounts accounts;
    private final TokenVerifier verifier;
    private final Executor verifying;
    private final Executor storing;
    private final Shadows shadows;
    private final Loop loop;

    /**
     * @param verifying where tokens are verified
     * @param storing the store's thread
     */
    public AccountDesk(
            AccountStore store,
            AccountRules rules,
            TokenVerifier verifier,
            Executor verifying,
            Executor storing,
            Shadows shadows,
            Loop loop) {
        this.accounts = new Accounts(store, new TokenMint(new SecureRandom()), rules.lifetime(), rules.devices());
        this.verifier = verifier;
        this.verifying = verifying;
        this.storing = storing;
        this.shadows = shadows;
        this.loop = loop;
    }

    /** Removes a device, whose connection is closed; false if it is not registered. */
    public CompletionStage<Boolean> remove(UUID deviceId) {
        return ask(storing, () -> accounts.remove(deviceId), known -> forget(deviceId, known));
    }

    CompletionStage<IssuedTokens> signUp(Secret token, UUID deviceId) {
        return ask(verifying, () -> verified(token), Function.identity())
                .thenCompose(verified -> ask(storing, () -> accounts.signUp(verified, deviceId, loop.now()), tokens -> {
                    shadows.register(deviceId, tokens.owner(), loop.now());
                    return tokens;
                }));
    }

    CompletionStage<Instant> signIn(UUID deviceId, String owner, Secret access) {
        return ask(storing, () -> accounts.signIn(deviceId, owner, access, loop.now()), Function.identity());
    }

    CompletionStage<UUID> check(UUID deviceId, String owner, Secret access) {
        return ask(
                storing,
                () -> {
                    accounts.check(deviceId, owner, access, loop.now());
                    return deviceId;
                },
                Function.identity());
    }

    CompletionStage<IssuedTokens> refresh(UUID deviceId, String owner, Secret refresh) {
        return ask(storing, () -> accounts.refresh(deviceId, owner, refresh, loop.now()), Function.identity());
    }

    CompletionStage<Boolean> signOff(UUID deviceId, String owner, Secret access) {
        return ask(
                storing,
                () -> {
                    accounts.signOff(deviceId, owner, access, loop.now());
                    return true;
                },
                known -> forget(deviceId, known));
    }

    private boolean forget(UUID deviceId, boolean known) {
        shadows.remove(deviceId);
        return known;
    }

    private SignUpToken verified(Secret token) {
        try {
            return verifier.verify(token);
        } catch (TokenRefusedException e) {
            throw new RefusedException(ResponseCode.UNAUTHORIZED, String.valueOf(e.getMessage()));
        } catch (TokenUncheckedException e) {
            throw new RefusedException(ResponseCode.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    /** @param then what follows on the loop, before anybody hears of it */
    private <T, R> CompletionStage<R> ask(Executor worker, Callable<T> question, Function<T, R> then) {
        CompletableFuture<R> answer = new CompletableFuture<>();
        try {
            worker.execute(() -> {
                try {
                    T value = question.call();
                    loop.execute(() -> complete(answer, () -> then.apply(value)));
                } catch (Exception | Error e) {
                    fail(answer, e);
                }
            });
        } catch (RejectedExecutionException e) {
            fail(
                    answer,
                    new RefusedException(ResponseCode.SERVICE_UNAVAILABLE, "too many requests wait; try again later"));
        }
        return answer;
    }

    private static <R> void complete(CompletableFuture<R> answer, Supplier<R> value) {
        try {
            answer.complete(value.get());
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }

    private void fail(CompletableFuture<?> answer, Throwable cause) {
        try {
            loop.execute(() -> answer.completeExceptionally(cause));
        } catch (RejectedExecutionException ended) {
            answer.completeExceptionally(cause);
        }
    }
}
