package org.dps4j.gateway.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.dps4j.protocol.Bytes;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Serves the files of the page and the description of the API, to anybody; they hold nothing that is secret. */
public final class PageHandler extends Handler.Abstract.NonBlocking {

    private static final Map<String, Asset> ASSETS = Map.of(
            "/", new Asset("page.html", "text/html; charset=utf-8"),
            "/page.js", new Asset("page.js", "text/javascript; charset=utf-8"),
            "/page.css", new Asset("page.css", "text/css; charset=utf-8"),
            "/icon.svg", new Asset("icon.svg", "image/svg+xml"),
            "/api/openapi.yaml", new Asset("openapi.yaml", "application/yaml"));

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Map<String, Bytes> contents;

    private record Asset(String file, String type) {}

    /** Reads the files. */
    public PageHandler() {
        contents = ASSETS.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> read(entry.getValue().file())));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        Asset asset = ASSETS.get(path);
        boolean head = HttpMethod.HEAD.is(request.getMethod());
        if (asset == null || !(head || HttpMethod.GET.is(request.getMethod()))) {
            return false;
        }
        byte[] body = Objects.requireNonNull(contents.get(path)).toArray();
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, asset.type());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
        response.getHeaders().put("Content-Security-Policy", POLICY);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put("Referrer-Policy", "no-referrer");
        response.write(true, ByteBuffer.wrap(head ? new byte[0] : body), callback);
        return true;
    }

    private static Bytes read(String file) {
        try (InputStream content = PageHandler.class.getResourceAsStream(file)) {
            if (content == null) {
                throw new IllegalStateException("the program lacks " + file);
            }
            return Bytes.copyOf(content.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
