package org.dps4j.program.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {

    @TempDir
    Path directory;

    @Test
    void a_key_that_others_can_read_is_named_with_the_remedy() throws IOException {
        Path open = file("open.pem", "rw-r-----");
        Path closed = file("closed.pem", "rw-------");

        assertThat(SecretFiles.warnings(List.of(open, closed, directory.resolve("not there"))))
                .containsExactly(open + " holds a secret and has rights rw-r-----; narrow them with chmod 600");
    }

    private Path file(String name, String rights) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    }
}
