package org.dps4j.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.dps4j.gateway.config.GatewayConfig;
import org.dps4j.program.config.ConfigException;
import org.dps4j.protocol.Secret;
import org.dps4j.testkit.pki.PrivateKeyFormat;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;

/** A directory with everything a gateway needs, minted for one test, and the configuration that names it. */
final class GatewayDirectory {

    static final UUID HUB = UUID.fromString("2d5b1c8e-6f0a-4c3e-9a57-d1f5c0a4b001");
    static final String OWNER = "owner-1";

    final TestAuthority root = TestPki.root("Identity root").mint();
    final TestAuthority identities = root.intermediate("Identity CA").mint();
    final TestCertificate gateway = identities.identity(HUB).mint();
    private final ECKey tokenKey;
    private final Path directory;

    GatewayDirectory(Path directory) {
        this.directory = directory;
        try {
            tokenKey = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        write("gateway.pem", gateway.chainPem());
        writeSecret("gateway-key.pem", gateway.privateKeyPem(PrivateKeyFormat.PKCS8));
        write("identity-root.pem", root.pem());
        write("jwks.json", new JWKSet(tokenKey.toPublicJWK()).toString());
    }

    /** Any free ports, and everything in memory. */
    String yaml() {
        return """
                coap:
                  address: 127.0.0.1:0
                  certificateFile: gateway.pem
                  keyFile: gateway-key.pem
                  trustedFile: identity-root.pem
                http:
                  address: 127.0.0.1:0
                tokens:
                  jwks: jwks.json
                store:
                  file: memory
                """;
    }

    /** The same with a database. */
    String yamlWithFile() {
        return yaml().replace("file: memory", "file: data/gateway");
    }

    GatewayConfig config() {
        return config(yaml());
    }

    GatewayConfig config(String yaml) {
        try {
            return GatewayConfig.read(write("ocf-gateway.yaml", yaml));
        } catch (ConfigException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    TestCertificate device(UUID id) {
        return identities.identity(id).mint();
    }

    /** A sign-up token of {@link #OWNER} for whoever brings it first. */
    Secret token() {
        return token(claims(OWNER));
    }

    Secret token(JWTClaimsSet.Builder claims) {
        return token(claims, tokenKey);
    }

    static Secret token(JWTClaimsSet.Builder claims, ECKey key) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(key.getKeyID())
                            .type(JOSEObjectType.JWT)
                            .build(),
                    claims.build());
            token.sign(new ECDSASigner(key));
            return Secret.ofText(token.serialize());
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    static JWTClaimsSet.Builder claims(String owner) {
        return new JWTClaimsSet.Builder()
                .subject(owner)
                .jwtID(UUID.randomUUID().toString())
                .expirationTime(Date.from(Instant.now().plus(Duration.ofHours(1))));
    }

    Path write(String name, String content) {
        try {
            return Files.writeString(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeSecret(String name, String content) {
        try {
            Files.setPosixFilePermissions(write(name, content), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
