package org.dps4j.demo.hold;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dps4j.demo.RunningProgram;

/** What a service in a process of its own says about its health. */
record ServiceHealthPage(String json) {

    private static final int LIMIT_MILLIS = 10_000;

    static ServiceHealthPage of(RunningProgram service) throws IOException {
        URLConnection connection =
                URI.create(service.awaitLine("health at (\\S+/health)")).toURL().openConnection();
        connection.setRequestProperty("Connection", "close");
        connection.setConnectTimeout(LIMIT_MILLIS);
        connection.setReadTimeout(LIMIT_MILLIS);
        try (InputStream answer = connection.getInputStream()) {
            return new ServiceHealthPage(new String(answer.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** One of its counts. */
    long count(String name) {
        Matcher found =
                Pattern.compile("\"" + Pattern.quote(name) + "\":(\\d+)").matcher(json);
        if (!found.find()) {
            throw new AssertionError("no " + name + " in " + json);
        }
        return Long.parseLong(found.group(1));
    }
}
