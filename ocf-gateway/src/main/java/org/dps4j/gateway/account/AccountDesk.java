package org.dps4j.gateway.account;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
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
 * called by any thread. Everything fails with {@link RefusedException} or, where the store does, with
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
        return ask(storing, () -> accounts.remove(deviceId)).thenApplyAsync(known -> forget(deviceId, known), loop);
    }

    CompletionStage<IssuedTokens> signUp(Secret token, UUID deviceId) {
        return ask(verifying, () -> verified(token))
                .thenCompose(verified -> ask(storing, () -> accounts.signUp(verified, deviceId, loop.now())))
                .thenApplyAsync(
                        tokens -> {
                            shadows.register(deviceId, tokens.owner(), loop.now());
                            return tokens;
                        },
                        loop);
    }

    CompletionStage<Instant> signIn(UUID deviceId, String owner, Secret access) {
        return ask(storing, () -> accounts.signIn(deviceId, owner, access, loop.now()));
    }

    CompletionStage<UUID> check(UUID deviceId, String owner, Secret access) {
        return ask(storing, () -> {
            accounts.check(deviceId, owner, access, loop.now());
            return deviceId;
        });
    }

    CompletionStage<IssuedTokens> refresh(UUID deviceId, String owner, Secret refresh) {
        return ask(storing, () -> accounts.refresh(deviceId, owner, refresh, loop.now()));
    }

    CompletionStage<Boolean> signOff(UUID deviceId, String owner, Secret access) {
        return ask(storing, () -> {
                    accounts.signOff(deviceId, owner, access, loop.now());
                    return true;
                })
                .thenApplyAsync(known -> forget(deviceId, known), loop);
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

    private static <T> CompletionStage<T> ask(Executor worker, Callable<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            worker.execute(() -> {
                try {
                    answer.complete(question.call());
                } catch (Exception e) {
                    answer.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(
                    new RefusedException(ResponseCode.SERVICE_UNAVAILABLE, "too many requests wait; try again later"));
        }
        return answer;
    }
}
