package org.dps4j.gateway.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.Secret;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/** The API over HTTP: lets in who shows the bearer token (RFC 6750), then hands on. Everything else is not its business. */
public final class ApiHandler extends Handler.Abstract.NonBlocking {

    private static final String PREFIX = "/api/v1/";
    private static final String BEARER = "Bearer ";
    private static final int MAX_BODY = 65_536;

    private final Secret token;
    private final DeviceApi api;
    private final Events events;

    /** @param token what a bearer shows */
    public ApiHandler(Secret token, DeviceApi api, Events events) {
        this.token = token;
        this.api = api;
        this.events = events;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        if (!path.startsWith(PREFIX)) {
            return false;
        }
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        if (!isBearer(request)) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
            write(response, callback, ApiReply.problem(401, "unauthorized", "expected the bearer token of the API"));
        } else if (path.equals(PREFIX + "events")) {
            listen(request, response, callback);
        } else {
            answer(request, response, callback, segments(request));
        }
        return true;
    }

    private boolean isBearer(Request request) {
        String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        return header != null
                && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && Secret.ofText(header.substring(BEARER.length()).strip()).equals(token);
    }

    private void listen(Request request, Response response, Callback callback) {
        if (!request.getMethod().equals("GET")) {
            write(response, callback, ApiReply.problem(405, "method-not-allowed", "expected GET"));
            return;
        }
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream; charset=utf-8");
        events.listen(
                response,
                callback,
                () -> write(response, callback, ApiReply.problem(503, "unavailable", "too many listen already")));
    }

    private void answer(Request request, Response response, Callback callback, List<String> path) {
        Content.Source.asByteArrayAsync(
                request,
                MAX_BODY,
                Promise.Invocable.from(
                        InvocationType.NON_BLOCKING,
                        body -> api.answer(
                                        new ApiRequest(request.getMethod(), path, query(request), Bytes.copyOf(body)))
                                .thenAccept(reply -> write(response, callback, reply)),
                        failure -> write(
                                response,
                                callback,
                                ApiReply.problem(
                                        413, "too-large", "expected a body of at most " + MAX_BODY + " bytes"))));
    }

    private static List<String> segments(Request request) {
        String path = request.getHttpURI().getDecodedPath();
        return Arrays.stream(path.substring(PREFIX.length()).split("/"))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }

    private static Map<String, String> query(Request request) {
        Map<String, String> values = new HashMap<>();
        for (Fields.Field field : Request.extractQueryParameters(request)) {
            values.put(field.getName(), field.getValue());
        }
        return values;
    }

    private static void write(Response response, Callback callback, ApiReply reply) {
        byte[] body = reply.json().getBytes(StandardCharsets.UTF_8);
        response.setStatus(reply.status());
        if (body.length > 0) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        }
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
