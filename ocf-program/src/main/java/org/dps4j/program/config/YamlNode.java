package org.dps4j.program.config;

import java.util.List;
import java.util.Map;

/** A piece of a YAML document and the line it begins on. */
sealed interface YamlNode {

    int line();

    /** What a reader of an error message would call it. */
    String describe();

    /** Keys keep the order of the file; {@code keyLines} says where each stands. */
    record Mapping(int line, Map<String, YamlNode> entries, Map<String, Integer> keyLines) implements YamlNode {
        @Override
        public String describe() {
            return "a mapping";
        }
    }

    record Sequence(int line, List<YamlNode> items) implements YamlNode {
        @Override
        public String describe() {
            return "a list";
        }
    }

    record Scalar(int line, String text) implements YamlNode {
        @Override
        public String describe() {
            return text.isEmpty() ? "nothing" : "'" + text + "'";
        }
    }
}
