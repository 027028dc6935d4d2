package org.dps4j.gateway;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A headless Chromium with one page, which is asked in JavaScript (Chrome DevTools protocol). */
final class Browser implements AutoCloseable {

    private static final Pattern PAGE = Pattern.compile("\"webSocketDebuggerUrl\": \"([^\"]+/page/[^\"]+)\"");

    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<String> messages = new ArrayBlockingQueue<>(1_000);
    private int requests;

    /** Chromium on this machine, if there is one. */
    static Optional<Path> find() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(
                                System.getenv().getOrDefault("PATH", "").split(":"))
                        .map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Browser(Path program, Path profile, String address) throws Exception {
        process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        address)
                .redirectErrorStream(true)
                .start();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null && !line.startsWith("DevTools listening on ws://")) {
            line = lines.readLine();
        }
        if (line == null) {
            throw new AssertionError("Chromium ended");
        }
        URI tools = URI.create(line.substring("DevTools listening on ".length()));
        HttpClient http = HttpClient.newHttpClient();
        String list = http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + tools.getPort() + "/json/list"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        Matcher page = PAGE.matcher(list);
        if (!page.find()) {
            throw new AssertionError("Chromium has no page: " + list);
        }
        socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(page.group(1)), new Listener())
                .get(10, TimeUnit.SECONDS);
    }

    /** What an expression is worth, as a text. */
    String evaluate(String expression) {
        Map<String, Object> result = ask(
                "Runtime.evaluate",
                Map.of("expression", "String(" + expression + ")", "returnByValue", true, "awaitPromise", true));
        try {
            return JSONObjectUtils.getString(JSONObjectUtils.getJSONObject(result, "result"), "value");
        } catch (ParseException e) {
            throw new AssertionError("no value: " + result, e);
        }
    }

    /** The picture of the page, kept for people who want to look at it. */
    void photograph(Path file) throws IOException, ParseException {
        Map<String, Object> picture = ask("Page.captureScreenshot", Map.of());
        Files.write(file, Base64.getDecoder().decode(JSONObjectUtils.getString(picture, "data")));
    }

    Map<String, Object> ask(String method, Map<String, Object> parameters) {
        int id = ++requests;
        socket.sendText(JSONObjectUtils.toJSONString(Map.of("id", id, "method", method, "params", parameters)), true)
                .join();
        try {
            for (String message = messages.poll(15, TimeUnit.SECONDS);
                    message != null;
                    message = messages.poll(15, TimeUnit.SECONDS)) {
                Map<String, Object> answer = JSONObjectUtils.parse(message);
                if (answer.containsKey("id") && JSONObjectUtils.getInt(answer, "id") == id) {
                    return JSONObjectUtils.getJSONObject(answer, "result");
                }
            }
        } catch (InterruptedException | ParseException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("Chromium does not answer");
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                messages.add(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
