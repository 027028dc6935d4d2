package org.dps4j.service;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;

/** Gets a document of a service without leaving a connection behind. */
final class HttpText {

    private HttpText() {}

    static String get(ProvisioningService service, String path) throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + service.httpAddress().getPort() + path);
        URLConnection connection = uri.toURL().openConnection();
        connection.setRequestProperty("Connection", "close");
        try (InputStream body = connection.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
