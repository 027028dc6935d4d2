package org.dps4j.service.health;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Serves a few JSON documents by GET; everything else is refused. Thread-safe. */
public final class Documents extends Handler.Abstract.NonBlocking {

    private final Map<String, Supplier<Document>> documents = new ConcurrentHashMap<>();

    /** Serves a JSON document from now on; {@code document} is asked anew for every request. */
    public void serve(String path, Supplier<Document> document) {
        documents.put(path, document);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Supplier<Document> document = documents.get(Request.getPathInContext(request));
        boolean read = HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
        if (document == null || !read) {
            response.setStatus(document == null ? HttpStatus.NOT_FOUND_404 : HttpStatus.METHOD_NOT_ALLOWED_405);
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, "0");
            if (document != null) {
                response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            }
            callback.succeeded();
            return true;
        }
        Document content = document.get();
        byte[] body = content.json().getBytes(StandardCharsets.UTF_8);
        response.setStatus(content.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(HttpMethod.HEAD.is(request.getMethod()) ? new byte[0] : body), callback);
        return true;
    }
}
