package org.dps4j.gateway.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dps4j.gateway.shadow.DeviceShadow;
import org.dps4j.gateway.shadow.Presence.State;
import org.dps4j.gateway.shadow.Shadows;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** {@code /health}: that the gateway runs and how many devices it has, to anybody. */
public final class HealthHandler extends Handler.Abstract.NonBlocking {

    private final Shadows shadows;
    private final String version;

    public HealthHandler(Shadows shadows, String version) {
        this.shadows = shadows;
        this.version = version;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!Request.getPathInContext(request).equals("/health") || !HttpMethod.GET.is(request.getMethod())) {
            return false;
        }
        List<DeviceShadow> devices = shadows.all();
        long online = devices.stream()
                .filter(device -> device.presence().state() == State.ONLINE)
                .count();
        String text = Json.text(json -> {
            json.writeStartObject();
            json.writeStringField("status", "ok");
            json.writeStringField("version", version);
            json.writeNumberField("devices", devices.size());
            json.writeNumberField("online", online);
            json.writeEndObject();
        });
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }
}
