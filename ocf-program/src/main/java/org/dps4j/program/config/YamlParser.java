package org.dps4j.program.config;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one YAML document into nodes that know their line; aliases and keys given twice are refused. */
final class YamlParser {

    private static final int MAX_DEPTH = 16;

    private final String file;
    private final YAMLParser tokens;

    private YamlParser(String file, YAMLParser tokens) {
        this.file = file;
        this.tokens = tokens;
    }

    static YamlNode parse(String file, String text) {
        try (YAMLParser tokens = new YAMLFactory().createParser(text)) {
            YamlParser parser = new YamlParser(file, tokens);
            JsonToken first = tokens.nextToken();
            if (first == null) {
                return new YamlNode.Mapping(1, Map.of(), Map.of());
            }
            YamlNode root = parser.node(first, 0);
            if (tokens.nextToken() != null) {
                throw parser.problem("expected one document, found another one");
            }
            return root;
        } catch (JsonParseException e) {
            throw new Problem(
                    file, Math.max(1, e.getLocation().getLineNr()), "not YAML: " + oneLine(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new Problem(file, 1, "not YAML: " + oneLine(String.valueOf(e.getMessage())));
        }
    }

    private YamlNode node(@Nullable JsonToken token, int depth) throws IOException {
        int line = line();
        if (depth > MAX_DEPTH) {
            throw problem("nested deeper than " + MAX_DEPTH + " levels");
        }
        if (token == null || tokens.isCurrentAlias()) {
            throw problem(
                    token == null ? "ends too early" : "aliases (*name) are not supported: write the value again");
        }
        return switch (token) {
            case START_OBJECT -> mapping(line, depth);
            case START_ARRAY -> sequence(line, depth);
            case VALUE_NULL -> new YamlNode.Scalar(line, "");
            default -> new YamlNode.Scalar(line, tokens.getText());
        };
    }

    private YamlNode mapping(int line, int depth) throws IOException {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        Map<String, Integer> keyLines = new LinkedHashMap<>();
        while (tokens.nextToken() != JsonToken.END_OBJECT) {
            String key = tokens.currentName();
            int keyLine = line();
            YamlNode value = node(tokens.nextToken(), depth + 1);
            if (entries.put(key, value) != null) {
                throw new Problem(
                        file, keyLine, "key '" + key + "' is given twice, first on line " + keyLines.get(key));
            }
            keyLines.put(key, keyLine);
        }
        return new YamlNode.Mapping(line, entries, keyLines);
    }

    private YamlNode sequence(int line, int depth) throws IOException {
        List<YamlNode> items = new ArrayList<>();
        for (JsonToken token = tokens.nextToken(); token != JsonToken.END_ARRAY; token = tokens.nextToken()) {
            items.add(node(token, depth + 1));
        }
        return new YamlNode.Sequence(line, items);
    }

    private int line() {
        JsonParser parser = tokens;
        return parser.currentTokenLocation().getLineNr();
    }

    private Problem problem(String text) {
        return new Problem(file, line(), text);
    }

    private static String oneLine(String message) {
        return message.lines().findFirst().orElse("").strip();
    }
}
