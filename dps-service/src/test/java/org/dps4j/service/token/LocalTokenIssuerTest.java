package org.dps4j.service.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.pki.EcCurve;
import org.dps4j.protocol.pki.EcKeys;
import org.dps4j.protocol.pki.Pem;
import org.dps4j.service.config.TokenSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalTokenIssuerTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final UUID DEVICE = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10");

    @TempDir
    Path directory;

    @Test
    void a_token_says_whose_the_device_is_and_verifies_with_the_published_keys() throws Exception {
        TokenKey key = TokenKey.load(keyFile());
        SignedJWT token = token(issuer(key), "auth0|abc");

        JWK published = JWKSet.parse(key.jwks()).getKeyByKeyId(token.getHeader().getKeyID());
        assertThat(token.verify(new ECDSAVerifier((ECKey) published))).isTrue();
        assertThat(token.getJWTClaimsSet().getIssuer()).isEqualTo("http://127.0.0.1:9100");
        assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo("auth0|abc");
        assertThat(token.getJWTClaimsSet().getStringClaim("https://plgd.dev/owner"))
                .isEqualTo("auth0|abc");
        assertThat(token.getJWTClaimsSet().getStringClaim("https://plgd.dev/deviceId"))
                .isEqualTo(DEVICE.toString());
        assertThat(token.getJWTClaimsSet().getStringClaim("client_id")).isEqualTo("dps-service");
        assertThat(token.getJWTClaimsSet().getIssueTime()).isEqualTo(Date.from(NOW));
        assertThat(token.getJWTClaimsSet().getExpirationTime()).isEqualTo(Date.from(NOW.plusSeconds(3600)));
    }

    @Test
    void two_tokens_never_have_the_same_id() throws Exception {
        LocalTokenIssuer issuer = issuer(TokenKey.load(keyFile()));

        assertThat(token(issuer, "1").getJWTClaimsSet().getJWTID())
                .isNotEqualTo(token(issuer, "1").getJWTClaimsSet().getJWTID());
    }

    @Test
    void the_key_is_made_once_and_only_its_owner_can_read_it() throws Exception {
        String first = TokenKey.load(keyFile()).id();

        assertThat(TokenKey.load(keyFile()).id()).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile())))
                .isEqualTo("rw-------");
        assertThat(TokenKey.load(keyFile()).jwks()).doesNotContain("\"d\"");
    }

    @Test
    void a_file_that_is_no_p256_key_is_named_with_the_remedy() throws Exception {
        Files.writeString(keyFile("garbage"), "garbage");
        Files.writeString(
                keyFile("p384"), Pem.encode(EcKeys.generate(EcCurve.P384).getPrivate()));

        assertThatThrownBy(() -> TokenKey.load(keyFile("garbage")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(keyFile("garbage").toString());
        assertThatThrownBy(() -> TokenKey.load(keyFile("p384")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected an EC key on P-256");
    }

    @Test
    void a_key_that_was_being_written_when_the_process_died_is_written_anew() throws Exception {
        Files.createDirectories(keyFile().getParent());
        Files.writeString(keyFile("data/token-key.pem.new"), "-----BEGIN PRI");

        String id = TokenKey.load(keyFile()).id();

        assertThat(TokenKey.load(keyFile()).id()).isEqualTo(id);
        assertThat(keyFile().getParent()).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void a_file_that_is_no_text_or_no_file_is_named() throws Exception {
        Files.write(keyFile("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
        Files.createDirectory(keyFile("directory"));

        assertThatThrownBy(() -> TokenKey.load(keyFile("binary")))
                .hasMessage(keyFile("binary") + ": expected PEM text, found binary data");
        assertThatThrownBy(() -> TokenKey.load(keyFile("directory")))
                .hasMessageStartingWith(keyFile("directory") + ": cannot be read or made");
    }

    @Test
    void whatever_keeps_a_token_from_being_made_is_an_outage() throws Exception {
        LocalTokenIssuer broken = new LocalTokenIssuer(
                TokenKey.load(keyFile()),
                "i",
                settings(),
                () -> {
                    throw new IllegalStateException("no clock");
                },
                Runnable::run);

        assertThat(broken.issue("1", DEVICE).toCompletableFuture())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(TokenUnavailableException.class);
    }

    @Test
    void too_many_waiting_requests_are_an_outage() throws Exception {
        LocalTokenIssuer overloaded =
                new LocalTokenIssuer(TokenKey.load(keyFile()), "i", settings(), () -> NOW, task -> {
                    throw new RejectedExecutionException("full");
                });

        assertThat(overloaded.issue("1", DEVICE).toCompletableFuture())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(TokenUnavailableException.class);
    }

    private LocalTokenIssuer issuer(TokenKey key) {
        return new LocalTokenIssuer(key, "http://127.0.0.1:9100", settings(), () -> NOW, Runnable::run);
    }

    private TokenSettings settings() {
        return new TokenSettings(
                keyFile(),
                Optional.empty(),
                Duration.ofHours(1),
                TokenSettings.DEFAULT_OWNER_CLAIM,
                TokenSettings.DEFAULT_DEVICE_ID_CLAIM,
                TokenSettings.DEFAULT_CLIENT_ID);
    }

    private static SignedJWT token(LocalTokenIssuer issuer, String owner) throws Exception {
        Secret token = issuer.issue(owner, DEVICE).toCompletableFuture().join();
        return SignedJWT.parse(token.revealText());
    }

    private Path keyFile() {
        return directory.resolve("data/token-key.pem");
    }

    private Path keyFile(String name) {
        return directory.resolve(name);
    }
}
