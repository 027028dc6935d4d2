package org.dps4j.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Asks a gateway over HTTP without leaving a connection behind. */
final class HttpCaller {

    static {
        System.setProperty("http.keepAlive", "false");
    }

    private final URI page;
    private final String token;

    HttpCaller(Gateway gateway) {
        this(gateway, gateway.apiToken().revealText());
    }

    /** With another token; none if it is empty. */
    HttpCaller(Gateway gateway, String token) {
        this(gateway.page(), token);
    }

    HttpCaller(URI page, String token) {
        this.page = page;
        this.token = token;
    }

    record Reply(int status, String body, HttpURLConnection headers) {}

    Reply get(String path) throws IOException {
        return call("GET", path, "");
    }

    Reply call(String method, String path, String body) throws IOException {
        HttpURLConnection connection = open(method, path);
        if (!body.isEmpty()) {
            connection.setDoOutput(true);
            connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        }
        int status = connection.getResponseCode();
        try (InputStream content = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            String text = content == null ? "" : new String(content.readAllBytes(), StandardCharsets.UTF_8);
            return new Reply(status, text, connection);
        } finally {
            connection.disconnect();
        }
    }

    HttpURLConnection open(String method, String path) throws IOException {
        URI uri = page.resolve(path);
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setRequestProperty("Connection", "close");
        connection.setReadTimeout(30_000);
        if (!token.isEmpty()) {
            connection.setRequestProperty("Authorization", "Bearer " + token);
        }
        return connection;
    }
}
