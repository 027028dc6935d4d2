package org.dps4j.service.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.dps4j.protocol.Secret;
import org.dps4j.service.config.TokenSettings;

/** Issues ES256 JSON Web Tokens (RFC 7519) with a key of its own, on a worker. */
public final class LocalTokenIssuer implements TokenIssuer {

    private final JWSSigner signer;
    private final JWSHeader header;
    private final String issuer;
    private final TokenSettings settings;
    private final InstantSource clock;
    private final Executor worker;

    /**
     * @param issuer the {@code iss} claim
     * @param worker what signs
     * @throws IllegalArgumentException if the key cannot sign
     */
    public LocalTokenIssuer(TokenKey key, String issuer, TokenSettings settings, InstantSource clock, Executor worker) {
        this.issuer = issuer;
        this.settings = settings;
        this.clock = clock;
        this.worker = worker;
        this.header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .keyID(key.id())
                .type(JOSEObjectType.JWT)
                .build();
        try {
            this.signer = new ECDSASigner(key.privateKey());
        } catch (JOSEException e) {
            throw new IllegalArgumentException("the key cannot sign tokens", e);
        }
    }

    @Override
    public CompletionStage<Secret> issue(String owner, UUID deviceId) {
        try {
            return CompletableFuture.supplyAsync(() -> sign(owner, deviceId), worker);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new TokenUnavailableException("too many requests wait", e));
        }
    }

    private JWTClaimsSet claims(String owner, UUID deviceId) {
        Instant now = clock.instant();
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(owner)
                .claim(settings.ownerClaim(), owner)
                .claim(settings.deviceIdClaim(), deviceId.toString())
                .claim("client_id", settings.clientId())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(settings.lifetime())))
                .jwtID(UUID.randomUUID().toString())
                .build();
    }

    private Secret sign(String owner, UUID deviceId) {
        try {
            SignedJWT token = new SignedJWT(header, claims(owner, deviceId));
            token.sign(signer);
            return Secret.ofText(token.serialize());
        } catch (JOSEException | RuntimeException e) {
            throw new TokenUnavailableException("signing failed", e);
        }
    }
}
