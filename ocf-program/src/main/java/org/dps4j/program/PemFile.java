package org.dps4j.program;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.dps4j.protocol.coap.TlsIdentity;
import org.dps4j.protocol.pki.KeyMatch;
import org.dps4j.protocol.pki.Pem;
import org.dps4j.protocol.pki.PemException;

/** Reads certificates and keys; what is wrong is one line that names the file. */
public final class PemFile {

    private PemFile() {}

    /** At least one certificate, in the order of the file. */
    public static List<X509Certificate> certificates(Path file) throws StartException {
        try {
            return Pem.certificates(text(file));
        } catch (PemException e) {
            throw new StartException(file + ": " + e.getMessage(), e);
        }
    }

    /** The key in {@code file}, which must be that of {@code certificate}. */
    public static PrivateKey keyOf(X509Certificate certificate, Path certificateFile, Path file) throws StartException {
        try {
            PrivateKey key = Pem.privateKey(text(file));
            if (!KeyMatch.matches(key, certificate)) {
                throw new StartException(file + ": expected the key of the first certificate in " + certificateFile
                        + ", found another key; check which files belong together");
            }
            return key;
        } catch (PemException e) {
            throw new StartException(file + ": " + e.getMessage(), e);
        }
    }

    /** A server's certificate, first in its file and followed by its intermediates, with its key. */
    public static TlsIdentity identity(Path certificateFile, Path keyFile) throws StartException {
        List<X509Certificate> chain = certificates(certificateFile);
        return new TlsIdentity(chain, keyOf(chain.get(0), certificateFile, keyFile));
    }

    private static String text(Path file) throws StartException {
        try {
            if (Files.size(file) > Pem.MAX_LENGTH) {
                throw new StartException(file + ": larger than " + Pem.MAX_LENGTH + " bytes, no PEM file is");
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new StartException(file + ": expected PEM text, found binary data; convert it to PEM", e);
        } catch (IOException e) {
            throw new StartException(file + ": cannot be read; check that it exists and its rights", e);
        }
    }
}
