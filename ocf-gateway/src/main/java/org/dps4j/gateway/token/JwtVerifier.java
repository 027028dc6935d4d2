package org.dps4j.gateway.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.dps4j.gateway.config.TokenSettings;
import org.dps4j.protocol.Secret;

/**
 * Takes JSON Web Tokens (RFC 7519) signed by one of the keys of a key set (RFC 7517) at an address or in a file. The set
 * is kept for minutes and read again when a token names a key that is not in it, at most every 30 s. Thread-safe.
 */
public final class JwtVerifier implements TokenVerifier {

    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384);
    private static final int MAX_TOKEN = 8_192;
    private static final int MAX_OWNER = 255;
    private static final long OUTAGE_MILLIS = 3_600_000;
    private static final String EXPIRES = "exp";

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final TokenSettings settings;

    /** @throws IllegalArgumentException if the address of the keys cannot be used */
    public JwtVerifier(TokenSettings settings, InstantSource clock) {
        this.settings = settings;
        try {
            processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                    ALGORITHMS,
                    JWKSourceBuilder.create(settings.jwks().toURL(), new KeySetReader())
                            .refreshAheadCache(false)
                            .outageTolerant(OUTAGE_MILLIS)
                            .build()));
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("tokens.jwks: expected a file or an http address", e);
        }
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        JWTClaimsSet.Builder exact = new JWTClaimsSet.Builder();
        settings.issuer().ifPresent(exact::issuer);
        processor.setJWTClaimsSetVerifier(
                new DefaultJWTClaimsVerifier<>(
                        settings.audience().orElse(null), exact.build(), Set.of(settings.ownerClaim(), EXPIRES)) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                });
    }

    @Override
    public SignUpToken verify(Secret token) throws TokenRefusedException, TokenUncheckedException {
        if (token.size() > MAX_TOKEN || !token.isText()) {
            throw new TokenRefusedException("expected a token of at most " + MAX_TOKEN + " bytes of text");
        }
        try {
            JWTClaimsSet claims = processor.process(token.revealText(), null);
            return new SignUpToken(
                    TokenMint.digest(token),
                    owner(claims),
                    deviceId(claims),
                    claims.getExpirationTime().toInstant());
        } catch (KeySourceException e) {
            throw new TokenUncheckedException("the keys at " + settings.jwks() + " are out of reach", e);
        } catch (ParseException e) {
            throw new TokenRefusedException("expected a signed JSON Web Token");
        } catch (BadJOSEException | JOSEException e) {
            throw new TokenRefusedException("the token is refused: " + e.getMessage());
        }
    }

    private String owner(JWTClaimsSet claims) throws TokenRefusedException {
        Object owner = claims.getClaim(settings.ownerClaim());
        if (owner instanceof String text && !text.isEmpty() && text.length() <= MAX_OWNER) {
            return text;
        }
        throw new TokenRefusedException("expected a text in the claim " + settings.ownerClaim());
    }

    private Optional<UUID> deviceId(JWTClaimsSet claims) throws TokenRefusedException {
        Object id = claims.getClaim(settings.deviceIdClaim());
        if (id == null) {
            return Optional.empty();
        }
        try {
            UUID uuid = UUID.fromString(String.valueOf(id));
            if (uuid.toString().equals(String.valueOf(id).toLowerCase(Locale.ROOT))) {
                return Optional.of(uuid);
            }
        } catch (IllegalArgumentException e) {
            // refused below, like what merely looks like a UUID
        }
        throw new TokenRefusedException("expected a UUID in the claim " + settings.deviceIdClaim());
    }
}
