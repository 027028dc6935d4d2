package org.dps4j.protocol.payload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names and values of a query. Each Uri-Query option holds one {@code name=value}, or several with {@code &} between
 * them. Immutable.
 */
public final class QueryParts {

    private final Map<String, List<String>> values;

    private QueryParts(Map<String, List<String>> values) {
        this.values = values;
    }

    /** Takes the values of the Uri-Query options apart; a part without {@code =} has an empty value. */
    public static QueryParts of(List<String> options) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String option : options) {
            for (String part : option.split("&", -1)) {
                int split = part.indexOf('=');
                String name = split < 0 ? part : part.substring(0, split);
                values.computeIfAbsent(name, its -> new ArrayList<>()).add(split < 0 ? "" : part.substring(split + 1));
            }
        }
        return new QueryParts(values);
    }

    /** All values of this name, in order. */
    public List<String> all(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    /** The only value of this name; empty where it is missing or empty. Two of them cannot be used. */
    public Optional<String> only(String name) throws PayloadException {
        List<String> all = all(name);
        if (all.size() > 1) {
            throw new PayloadException(name, "one value", all.size() + " values");
        }
        return all.stream().filter(value -> !value.isEmpty()).findFirst();
    }
}
