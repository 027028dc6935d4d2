package org.dps4j.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

    @TempDir
    private Path root;

    /** Takes anything but the letter x. */
    public static final class NoX {
        public static void fuzzerTestOneInput(byte[] input) throws IOException {
            if (input.length > 0 && input[0] == 'x') {
                throw new IOException("an x");
            }
        }
    }

    private Path corpusOf(String target) throws IOException {
        return Files.createDirectory(root.resolve(target));
    }

    @Test
    void every_file_is_handed_to_the_target_that_its_directory_is_named_after() throws Exception {
        Files.writeString(corpusOf(NoX.class.getName()).resolve("good"), "y");

        assertThat(FuzzCorpus.below(root)).hasSize(1);
        FuzzCorpus.below(root).get(0).replay();
    }

    @Test
    void a_failure_names_the_file() throws Exception {
        Path corpus = corpusOf(NoX.class.getName());
        Files.writeString(corpus.resolve("bad"), "x");

        assertThatThrownBy(new FuzzCorpus(corpus)::replay)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("bad")
                .hasMessageContaining("an x")
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void an_empty_corpus_and_one_without_a_target_fail() throws Exception {
        assertThatThrownBy(new FuzzCorpus(corpusOf(NoX.class.getName()))::replay)
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(new FuzzCorpus(corpusOf("org.dps4j.Nobody"))::replay)
                .isInstanceOf(ClassNotFoundException.class);
    }
}
