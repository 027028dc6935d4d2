package org.dps4j.service.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Set;
import org.dps4j.protocol.pki.EcCurve;
import org.dps4j.protocol.pki.EcKeys;
import org.dps4j.protocol.pki.Pem;
import org.dps4j.protocol.pki.PemException;

/** The P-256 key that signs tokens. Its private half never leaves this object but for its file. */
public final class TokenKey {

    private final ECPrivateKey privateKey;
    private final ECKey publicJwk;

    private TokenKey(ECPrivateKey privateKey, ECPublicKey publicKey) throws JOSEException {
        this.privateKey = privateKey;
        this.publicJwk = new ECKey.Builder(Curve.P_256, publicKey)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.ES256)
                .keyIDFromThumbprint()
                .build();
    }

    /**
     * Reads the key, or makes it, readable by its owner only, when the file is not there.
     *
     * @throws IOException whose message is one line naming the file and the remedy
     */
    public static TokenKey load(Path file) throws IOException {
        String pem = pem(file);
        try {
            PrivateKey key = Pem.privateKey(pem);
            if (key instanceof ECPrivateKey ecKey
                    && EcKeys.publicKeyOf(ecKey) instanceof ECPublicKey publicKey
                    && EcCurve.of(publicKey).filter(EcCurve.P256::equals).isPresent()) {
                return new TokenKey(ecKey, publicKey);
            }
            throw new IOException(file + ": expected an EC key on P-256; remove the file and a new one is made");
        } catch (PemException | InvalidKeyException | JOSEException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static String pem(Path file) throws IOException {
        try {
            return Files.exists(file) ? Files.readString(file) : create(file);
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": expected PEM text, found binary data", e);
        } catch (IOException e) {
            throw new IOException(file + ": cannot be read or made; check it and the rights of its directory", e);
        }
    }

    /** The public half as a JSON Web Key Set (RFC 7517), for those who verify tokens. */
    public String jwks() {
        return new JWKSet(publicJwk).toString();
    }

    ECPrivateKey privateKey() {
        return privateKey;
    }

    String id() {
        return publicJwk.getKeyID();
    }

    /** A kill at any moment leaves either no file or the whole key. */
    private static String create(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            Files.createDirectories(directory, rights("rwx------"));
        }
        String pem = Pem.encode(EcKeys.generate(EcCurve.P256).getPrivate());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Set<StandardOpenOption> toWrite = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel out = FileChannel.open(fresh, toWrite, rights("rw-------"))) {
            ByteBuffer content = ByteBuffer.wrap(pem.getBytes(StandardCharsets.US_ASCII));
            while (content.hasRemaining()) {
                out.write(content);
            }
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return pem;
    }

    private static FileAttribute<Set<PosixFilePermission>> rights(String rights) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights));
    }
}
