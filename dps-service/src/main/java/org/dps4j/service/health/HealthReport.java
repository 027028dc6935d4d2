package org.dps4j.service.health;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How the service is.
 *
 * @param version the program's
 * @param cryptography the provider that does the elliptic curves
 * @param uptime since it answers
 * @param counts what it did, by name
 */
public record HealthReport(String version, String cryptography, Duration uptime, Map<String, Long> counts) {

    public HealthReport {
        Objects.requireNonNull(version);
        Objects.requireNonNull(cryptography);
        Objects.requireNonNull(uptime);
        counts = Map.copyOf(counts);
    }

    /** The report as JSON, for programs and people. */
    public String toJson() {
        StringBuilder json = new StringBuilder("{\"status\":\"ok\",\"version\":\"")
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

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
