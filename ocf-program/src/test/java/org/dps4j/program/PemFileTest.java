package org.dps4j.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dps4j.testkit.pki.CertificateFiles;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PemFileTest {

    @TempDir
    Path directory;

    @Test
    void a_chain_and_its_key_are_an_identity() throws StartException {
        CertificateFiles files = server().writeTo(directory, "server");

        assertThat(PemFile.identity(files.chain(), files.privateKey()).chain()).hasSize(1);
    }

    @Test
    void a_key_of_another_certificate_is_named_with_the_remedy() {
        CertificateFiles files = server().writeTo(directory, "server");
        CertificateFiles others = server().writeTo(directory, "other");

        assertThatThrownBy(() -> PemFile.identity(files.chain(), others.privateKey()))
                .isInstanceOf(StartException.class)
                .hasMessage(others.privateKey() + ": expected the key of the first certificate in " + files.chain()
                        + ", found another key; check which files belong together");
    }

    @Test
    void a_file_that_cannot_be_one_is_named() throws IOException {
        Path binary = Files.write(directory.resolve("binary.pem"), new byte[] {(byte) 0xff, 0});

        assertThatThrownBy(() -> PemFile.certificates(binary))
                .isInstanceOf(StartException.class)
                .hasMessage(binary + ": expected PEM text, found binary data; convert it to PEM");
        assertThatThrownBy(() -> PemFile.certificates(directory.resolve("nowhere.pem")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("nowhere.pem: cannot be read");
    }

    private static TestCertificate server() {
        return TestPki.root("Test Root").mint().server("localhost").mint();
    }
}
