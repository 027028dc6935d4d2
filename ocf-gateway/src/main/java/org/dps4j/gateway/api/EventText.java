package org.dps4j.gateway.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.dps4j.gateway.shadow.DeviceShadow;
import org.dps4j.gateway.shadow.ShadowEvent;

/** Changes as server-sent events (HTML, server-sent events): a name and one line of JSON. Stateless. */
final class EventText {

    /** The end of the devices that were there when the stream began. */
    static final String READY = "event: ready\ndata: {}\n\n";

    /** Keeps the way open. */
    static final String NOTHING = ":\n\n";

    private EventText() {}

    static String of(DeviceShadow device) {
        return event("device", json -> DeviceJson.write(json, device));
    }

    static String of(ShadowEvent event) {
        if (event instanceof ShadowEvent.Registered registered) {
            return of(registered.device());
        } else if (event instanceof ShadowEvent.PresenceChanged changed) {
            return event("presence", json -> {
                begin(json, event);
                DeviceJson.writePresence(json, changed.presence());
                json.writeEndObject();
            });
        } else if (event instanceof ShadowEvent.Published published) {
            return event("published", json -> {
                begin(json, event);
                json.writeFieldName("resources");
                DeviceJson.writeResources(json, published.resources());
                json.writeEndObject();
            });
        } else if (event instanceof ShadowEvent.Unpublished unpublished) {
            return event("unpublished", json -> {
                begin(json, event);
                json.writeArrayFieldStart("hrefs");
                for (String href : unpublished.hrefs()) {
                    json.writeString(href);
                }
                json.writeEndArray();
                json.writeEndObject();
            });
        } else if (event instanceof ShadowEvent.Changed changed) {
            return event("changed", json -> {
                begin(json, event);
                json.writeFieldName("resource");
                DeviceJson.write(json, changed.resource());
                json.writeEndObject();
            });
        } else if (event instanceof ShadowEvent.Gone gone) {
            return event("gone", json -> {
                begin(json, event);
                json.writeStringField("href", gone.href());
                json.writeEndObject();
            });
        }
        return event("removed", json -> {
            begin(json, event);
            json.writeEndObject();
        });
    }

    private static void begin(JsonGenerator json, ShadowEvent event) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", event.deviceId().toString());
    }

    private static String event(String name, Json.Writing writing) {
        return "event: " + name + "\ndata: " + Json.text(writing) + "\n\n";
    }
}
