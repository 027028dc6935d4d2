package org.dps4j.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dps4j.testkit.fuzz.FuzzCorpus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FuzzCorpusTest {

    static List<FuzzCorpus> corpora() throws IOException {
        return FuzzCorpus.below(Path.of("src/test/fuzz"));
    }

    @ParameterizedTest
    @MethodSource("corpora")
    void every_input_that_fuzzing_kept_meets_the_contract(FuzzCorpus corpus) throws Exception {
        corpus.replay();
    }
}
