package org.dps4j.gateway;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.dps4j.protocol.pki.KeyMatch;
import org.dps4j.protocol.pki.Pem;
import org.dps4j.protocol.pki.PemException;

/** Reads certificates and keys; what is wrong is one line that names the file. */
final class PemFile {

    private PemFile() {}

    static List<X509Certificate> certificates(Path file) throws GatewayStartException {
        try {
            return Pem.certificates(text(file));
        } catch (PemException e) {
            throw new GatewayStartException(file + ": " + e.getMessage(), e);
        }
    }

    /** The key in {@code file}, which must be that of {@code certificate}. */
    static PrivateKey keyOf(X509Certificate certificate, Path certificateFile, Path file) throws GatewayStartException {
        try {
            PrivateKey key = Pem.privateKey(text(file));
            if (!KeyMatch.matches(key, certificate)) {
                throw new GatewayStartException(file + ": expected the key of the first certificate in "
                        + certificateFile + ", found another key; check which files belong together");
            }
            return key;
        } catch (PemException e) {
            throw new GatewayStartException(file + ": " + e.getMessage(), e);
        }
    }

    private static String text(Path file) throws GatewayStartException {
        try {
            if (Files.size(file) > Pem.MAX_LENGTH) {
                throw new GatewayStartException(file + ": larger than " + Pem.MAX_LENGTH + " bytes, no PEM file is");
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new GatewayStartException(file + ": expected PEM text, found binary data; convert it to PEM", e);
        } catch (IOException e) {
            throw new GatewayStartException(file + ": cannot be read; check that it exists and its rights", e);
        }
    }
}
