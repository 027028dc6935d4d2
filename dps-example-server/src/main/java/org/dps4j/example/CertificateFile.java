package org.dps4j.example;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dps4j.protocol.pki.Pem;
import org.dps4j.protocol.pki.PemException;
import org.jspecify.annotations.Nullable;

/**
 * One file of {@code pki_certs}.
 *
 * @param path where it lies
 * @param whatItHolds what belongs there, for the message when it is missing
 */
record CertificateFile(Path path, String whatItHolds) {

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    List<X509Certificate> certificates() throws StartFailure {
        try {
            return Pem.certificates(text());
        } catch (PemException e) {
            throw unreadable(String.valueOf(e.getMessage()), e);
        }
    }

    PrivateKey privateKey() throws StartFailure {
        try {
            return Pem.privateKey(text());
        } catch (PemException e) {
            throw unreadable(String.valueOf(e.getMessage()), e);
        }
    }

    /** A line for a key that others on this machine can read. */
    Optional<String> warning() {
        try {
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(path);
            return OWNER_ONLY.containsAll(rights)
                    ? Optional.empty()
                    : Optional.of("WARNING: " + path + " holds a private key and has the rights "
                            + PosixFilePermissions.toString(rights) + "; narrow them with chmod 600");
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private String text() throws StartFailure {
        if (Files.isDirectory(path)) {
            throw unreadable("it is a directory; put " + whatItHolds + " there", null);
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(Pem.MAX_LENGTH + 1);
            if (content.length > Pem.MAX_LENGTH) {
                throw unreadable("it is larger than 64 KiB; put nothing but " + whatItHolds + " there", null);
            }
            return new String(content, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw unreadable("it is missing; put " + whatItHolds + " there", e);
        } catch (IOException e) {
            throw unreadable(e.getMessage() + "; see to its rights and its disk", e);
        }
    }

    private StartFailure unreadable(String why, @Nullable Throwable cause) {
        String message = "ERROR: unable to read " + path + ": " + why;
        return cause == null ? new StartFailure(message) : new StartFailure(message, cause);
    }
}
