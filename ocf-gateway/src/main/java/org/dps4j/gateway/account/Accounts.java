package org.dps4j.gateway.account;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.gateway.account.SignUpUse.State;
import org.dps4j.gateway.session.RefusedException;
import org.dps4j.gateway.token.SignUpToken;
import org.dps4j.gateway.token.TokenMint;
import org.dps4j.protocol.Secret;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;

/**
 * Decides who may sign up, in, out and off, and remembers it. Every method is one transaction, blocks, and belongs on the
 * store's thread; all throw {@link RefusedException} with the code for the device (ocf-cloud 2 to 4) and
 * {@link StoreFailedException}.
 */
final class Accounts {

    private static final Duration MOST_MARGIN = Duration.ofMinutes(2);

    private final AccountStore store;
    private final TokenMint mint;
    private final Duration lifetime;
    private final Duration margin;
    private final int limit;

    /**
     * @param lifetime how long an access token is valid
     * @param limit how many devices may be registered
     */
    Accounts(AccountStore store, TokenMint mint, Duration lifetime, int limit) {
        this.store = store;
        this.mint = mint;
        this.lifetime = lifetime;
        this.limit = limit;
        Duration tenth = lifetime.dividedBy(10);
        this.margin = tenth.compareTo(MOST_MARGIN) < 0 ? tenth : MOST_MARGIN;
    }

    /** Registers the device that brought the token, or gives new tokens to one that is registered. */
    IssuedTokens signUp(SignUpToken token, UUID deviceId, Instant now) {
        if (token.deviceId().isPresent() && !token.deviceId().get().equals(deviceId)) {
            throw unauthorized("the token is for another device");
        }
        return store.inTransaction(registrations -> {
            registrations.forgetUses(now);
            Optional<SignUpUse> use = registrations.findUse(token.digest());
            if (use.isPresent() && !use.get().deviceId().equals(deviceId)) {
                throw unauthorized("the token was brought by another device");
            }
            if (use.isPresent() && use.get().state() == State.SPENT) {
                throw unauthorized("the token was used already; get a new one");
            }
            Optional<Registration> known = registrations.find(deviceId);
            if (known.isPresent() && !known.get().owner().equals(token.owner())) {
                throw unauthorized("the device belongs to another owner, who has to remove it first");
            }
            if (known.isEmpty() && registrations.count() >= limit) {
                throw new RefusedException(
                        ResponseCode.SERVICE_UNAVAILABLE, "no room for more than " + limit + " devices");
            }
            Minted minted = mint(token.owner(), now);
            Instant since = known.map(Registration::registeredAt).orElse(now);
            registrations.save(new Registration(deviceId, token.owner(), since, List.of(minted.grant())));
            registrations.saveUse(new SignUpUse(token.digest(), deviceId, token.expiresAt(), State.OPEN));
            return minted.tokens();
        });
    }

    /** Until when the device may stay signed in with this token: a margin before the token ends. */
    Instant signIn(UUID deviceId, String owner, Secret access, Instant now) {
        return store.inTransaction(registrations -> {
            Registration registration = owned(registrations, deviceId, owner);
            TokenGrant grant = granted(registration, access);
            Instant until = grant.expiresAt().minus(margin);
            if (!now.isBefore(until)) {
                throw unauthorized("the access token has expired, or is about to; refresh it");
            }
            if (registration.grants().size() > 1) {
                registrations.save(registration.only(grant));
            }
            registrations.spendUses(deviceId);
            return until;
        });
    }

    /** Whether this token is the device's and has not ended. */
    void check(UUID deviceId, String owner, Secret access, Instant now) {
        store.inTransaction(registrations -> {
            checked(registrations, deviceId, owner, access, now);
            return deviceId;
        });
    }

    /** New tokens for a refresh token. The old pair stays good until the device signed in with the new one. */
    IssuedTokens refresh(UUID deviceId, String owner, Secret refresh, Instant now) {
        return store.inTransaction(registrations -> {
            Registration registration = owned(registrations, deviceId, owner);
            TokenGrant from = registration
                    .withRefresh(TokenMint.digest(refresh))
                    .orElseThrow(() -> unauthorized("this is not the refresh token of the device"));
            Minted minted = mint(owner, now);
            registrations.save(registration.refreshed(minted.grant(), from));
            return minted.tokens();
        });
    }

    /** Forgets the device, which showed its token. */
    void signOff(UUID deviceId, String owner, Secret access, Instant now) {
        store.inTransaction(registrations -> {
            checked(registrations, deviceId, owner, access, now);
            registrations.remove(deviceId);
            return deviceId;
        });
    }

    /** Forgets the device, which is signed in, or whose operator wants it; false if it is not known. */
    boolean remove(UUID deviceId) {
        return store.inTransaction(registrations -> {
            boolean known = registrations.find(deviceId).isPresent();
            registrations.remove(deviceId);
            return known;
        });
    }

    private record Minted(IssuedTokens tokens, TokenGrant grant) {}

    private Minted mint(String owner, Instant now) {
        IssuedTokens tokens = new IssuedTokens(owner, mint.mint(), mint.mint(), lifetime);
        return new Minted(
                tokens,
                new TokenGrant(
                        TokenMint.digest(tokens.access()), TokenMint.digest(tokens.refresh()), now.plus(lifetime)));
    }

    private static void checked(Registrations registrations, UUID deviceId, String owner, Secret access, Instant now) {
        if (!now.isBefore(granted(owned(registrations, deviceId, owner), access).expiresAt())) {
            throw unauthorized("the access token has expired; refresh it");
        }
    }

    private static Registration owned(Registrations registrations, UUID deviceId, String owner) {
        return registrations
                .find(deviceId)
                .filter(registration -> registration.owner().equals(owner))
                .orElseThrow(() -> unauthorized("the device is not registered for this uid"));
    }

    private static TokenGrant granted(Registration registration, Secret access) {
        return registration
                .withAccess(TokenMint.digest(access))
                .orElseThrow(() -> unauthorized("this is not the access token of the device"));
    }

    private static RefusedException unauthorized(String text) {
        return new RefusedException(ResponseCode.UNAUTHORIZED, text);
    }
}
