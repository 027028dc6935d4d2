package org.dps4j.gateway.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.dps4j.gateway.shadow.DeviceShadow;
import org.dps4j.gateway.shadow.Presence.State;
import org.dps4j.gateway.shadow.Shadows;
import org.dps4j.gateway.store.StoreProbe;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** {@code /health}: whether the gateway can do its work, and how many devices it has, to anybody; 503 if it cannot. */
public final class HealthHandler extends Handler.Abstract.NonBlocking {

    private final Shadows shadows;
    private final StoreProbe store;
    private final String version;

    public HealthHandler(Shadows shadows, StoreProbe store, String version) {
        this.shadows = shadows;
        this.store = store;
        this.version = version;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!Request.getPathInContext(request).equals("/health") || !HttpMethod.GET.is(request.getMethod())) {
            return false;
        }
        store.problem().whenComplete((problem, failure) -> {
            Optional<String> known = failure == null ? problem : Optional.of("cannot be asked");
            response.setStatus(known.isEmpty() ? 200 : 503);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            response.write(
                    true, ByteBuffer.wrap(report(known.orElse("ok")).getBytes(StandardCharsets.UTF_8)), callback);
        });
        return true;
    }

    private String report(String storeState) {
        List<DeviceShadow> devices = shadows.all();
        long online = devices.stream()
                .filter(device -> device.presence().state() == State.ONLINE)
                .count();
        return Json.text(json -> {
            json.writeStartObject();
            json.writeStringField("status", storeState.equals("ok") ? "ok" : "failing");
            json.writeStringField("version", version);
            json.writeStringField("store", storeState);
            json.writeNumberField("devices", devices.size());
            json.writeNumberField("online", online);
            json.writeEndObject();
        });
    }
}
