package org.dps4j.service.health;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How the service is.
 *
 * @param version the program's
 * @param cryptography the provider that does the elliptic curves
 * @param uptime since it answers
 * @param counts what it did, by name
 * @param failing the parts that are down, by name; empty when all is well
 */
public record HealthReport(
        String version, String cryptography, Duration uptime, Map<String, Long> counts, List<String> failing) {

    public HealthReport {
        Objects.requireNonNull(version);
        Objects.requireNonNull(cryptography);
        Objects.requireNonNull(uptime);
        counts = Map.copyOf(counts);
        failing = List.copyOf(failing);
    }

    /** The report as JSON, for programs and people. */
    public String toJson() {
        StringBuilder json = new StringBuilder("{\"status\":")
                .append(failing.isEmpty() ? "\"ok\"" : "\"failing\",\"failing\":" + names())
                .append(",\"version\":\"")
                .append(escaped(version))
                .append("\",\"cryptography\":\"")
                .append(escaped(cryptography))
                .append("\",\"uptimeSeconds\":")
                .append(uptime.toSeconds())
                .append(",\"counts\":{");
        String separator = "";
        for (Map.Entry<String, Long> count : new TreeMap<>(counts).entrySet()) {
            json.append(separator)
                    .append('"')
                    .append(escaped(count.getKey()))
                    .append("\":")
                    .append(count.getValue());
            separator = ",";
        }
        return json.append("}}\n").toString();
    }

    private String names() {
        return failing.stream().map(name -> "\"" + escaped(name) + "\"").collect(Collectors.joining(",", "[", "]"));
    }

    /** The report as it is served: 503 while a part is down (RFC 9110 15.6.4). */
    public Document toDocument() {
        return new Document(failing.isEmpty() ? 200 : 503, toJson());
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
