package org.dps4j.example;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
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

/**
 * One file of {@code pki_certs}.
 *
 * @param path where it lies
 * @param whatItHolds what belongs there, for the message when it is missing
 */
record CertificateFile(Path path, String whatItHolds) {

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    static CertificateFile ofServiceRoots(Path directory) {
        return new CertificateFile(
                directory.resolve("dpsca.pem"),
                "the root certificate of the service (with --no-verify-ca it is not needed)");
    }

    static CertificateFile ofChain(Path directory) {
        return new CertificateFile(
                directory.resolve("mfgcrt.pem"), "the manufacturer certificate of the device and its intermediates");
    }

    static CertificateFile ofKey(Path directory) {
        return new CertificateFile(
                directory.resolve("mfgkey.pem"), "the private key of the manufacturer certificate, unencrypted");
    }

    List<X509Certificate> certificates() throws UnreadableFile {
        try {
            return Pem.certificates(content());
        } catch (PemException e) {
            throw unreadable(e);
        }
    }

    PrivateKey privateKey() throws UnreadableFile {
        try {
            return Pem.privateKey(content());
        } catch (PemException e) {
            throw unreadable(e);
        }
    }

    /** A line for a key that others on this machine can read. */
    Optional<String> warning() {
        return wideRights()
                .map(rights -> "WARNING: " + path + " holds a private key and has the rights " + rights
                        + "; narrow them with chmod 600");
    }

    /** The rights of a file that not only its owner can use. */
    Optional<String> wideRights() {
        try {
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(path);
            return OWNER_ONLY.containsAll(rights)
                    ? Optional.empty()
                    : Optional.of(PosixFilePermissions.toString(rights));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** What is in the file, one character for each byte. */
    String content() throws UnreadableFile {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            String found = Files.isDirectory(path) ? "it is a directory" : "it is no regular file";
            throw unreadable(found, "put " + whatItHolds + " there", new FileSystemException(path.toString()));
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(Pem.MAX_LENGTH + 1);
            if (content.length > Pem.MAX_LENGTH) {
                throw unreadable(
                        "it is larger than 64 KiB",
                        "put nothing but " + whatItHolds + " there",
                        new FileSystemException(path.toString()));
            }
            return new String(content, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw unreadable("it is missing", "put " + whatItHolds + " there", e);
        } catch (AccessDeniedException e) {
            throw unreadable("its rights forbid it", "see to its owner and its rights", e);
        } catch (IOException e) {
            throw unreadable(String.valueOf(e.getMessage()), "see to its rights and its disk", e);
        }
    }

    private UnreadableFile unreadable(PemException why) {
        return unreadable("expected " + why.expected() + ", found " + why.found(), why.remedy(), why);
    }

    private UnreadableFile unreadable(String found, String remedy, Throwable cause) {
        return new UnreadableFile(path, found, remedy, cause);
    }
}
