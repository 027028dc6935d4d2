package org.dps4j.gateway;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import java.util.regex.Pattern;
import org.dps4j.gateway.token.TokenMint;
import org.dps4j.program.StartException;
import org.dps4j.protocol.Secret;

/** The file with the bearer token of the API, made at the first start. */
final class ApiToken {

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{16,512}");
    private static final long MAX_FILE = 1_024;

    private ApiToken() {}

    static Secret load(Path file) throws StartException {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            String token =
                    Files.size(file) > MAX_FILE ? "" : Files.readString(file).strip();
            if (!TOKEN.matcher(token).matches()) {
                throw new StartException("http.tokenFile: " + file
                        + ": expected a token of 16 to 512 letters, digits and ._~+/=-, found something else;"
                        + " remove the file to have a new one made");
            }
            return Secret.ofText(token);
        } catch (IOException e) {
            throw new StartException(
                    "http.tokenFile: " + file + ": cannot be read or made; may its directory be written?", e);
        }
    }

    private static void create(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            Files.createDirectories(directory, rights("rwx------"));
        }
        try {
            Files.createFile(file, rights("rw-------"));
        } catch (FileAlreadyExistsException e) {
            return;
        }
        String token = new TokenMint(new SecureRandom()).mint().revealText();
        Files.writeString(file, token + "\n", StandardOpenOption.WRITE);
    }

    private static FileAttribute<Set<PosixFilePermission>> rights(String rights) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights));
    }
}
