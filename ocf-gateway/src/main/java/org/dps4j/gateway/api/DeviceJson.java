package org.dps4j.gateway.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.dps4j.gateway.shadow.DeviceShadow;
import org.dps4j.gateway.shadow.Presence;
import org.dps4j.gateway.shadow.Presence.State;
import org.dps4j.gateway.shadow.Representation;
import org.dps4j.gateway.shadow.ResourceShadow;
import org.dps4j.protocol.cbor.CborReader;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborValue.CborText;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.link.LinkPolicy;
import org.dps4j.protocol.payload.link.ResourceLink;

/** Devices and resources as the API shows them. Stateless. */
final class DeviceJson {

    private static final String DEVICE = "/oic/d";
    private static final String DEVICE_TYPE = "oic.wk.d";

    private DeviceJson() {}

    static void writeAll(JsonGenerator json, Collection<DeviceShadow> devices) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("devices");
        for (DeviceShadow device : devices) {
            json.writeStartObject();
            writeSummary(json, device);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static void write(JsonGenerator json, DeviceShadow device) throws IOException {
        json.writeStartObject();
        writeSummary(json, device);
        json.writeFieldName("resources");
        writeResources(json, device.resources().values());
        json.writeEndObject();
    }

    static void writeResources(JsonGenerator json, Collection<ResourceShadow> resources) throws IOException {
        json.writeStartArray();
        for (ResourceShadow resource : resources) {
            write(json, resource);
        }
        json.writeEndArray();
    }

    static void write(JsonGenerator json, ResourceShadow resource) throws IOException {
        json.writeStartObject();
        json.writeStringField("href", resource.href());
        json.writeBooleanField("published", resource.link().isPresent());
        writeTexts(
                json, "types", resource.link().map(ResourceLink::resourceTypes).orElse(List.of()));
        writeTexts(
                json,
                "interfaces",
                resource.link().map(ResourceLink::interfaces).orElse(List.of()));
        json.writeBooleanField(
                "observable",
                resource.link()
                        .filter(link -> link.policy().contains(LinkPolicy.OBSERVABLE))
                        .isPresent());
        if (resource.representation().isPresent()) {
            Representation said = resource.representation().get();
            json.writeFieldName("content");
            Json.write(json, content(said));
            json.writeStringField("changedAt", said.changedAt().toString());
        }
        json.writeEndObject();
    }

    static void writePresence(JsonGenerator json, Presence presence) throws IOException {
        json.writeBooleanField("online", presence.state() == State.ONLINE);
        if (presence.since().isPresent()) {
            json.writeStringField("since", presence.since().get().toString());
        }
    }

    private static void writeSummary(JsonGenerator json, DeviceShadow device) throws IOException {
        json.writeStringField("id", device.id().toString());
        json.writeStringField("name", name(device).orElse(""));
        writeTexts(
                json,
                "types",
                device
                        .resource(DEVICE)
                        .flatMap(ResourceShadow::link)
                        .map(ResourceLink::resourceTypes)
                        .orElse(List.of())
                        .stream()
                        .filter(type -> !type.equals(DEVICE_TYPE))
                        .toList());
        json.writeStringField("owner", device.owner());
        json.writeStringField("registeredAt", device.registeredAt().toString());
        writePresence(json, device.presence());
    }

    private static Optional<String> name(DeviceShadow device) {
        return device.resource(DEVICE)
                .flatMap(ResourceShadow::representation)
                .map(DeviceJson::content)
                .filter(CborMap.class::isInstance)
                .map(map -> ((CborMap) map).members().get("n"))
                .filter(CborText.class::isInstance)
                .map(text -> ((CborText) text).text());
    }

    private static CborValue content(Representation said) {
        try {
            return CborReader.read(said.cbor().toArray(), Representation.LIMITS);
        } catch (PayloadException e) {
            throw new IllegalStateException("what is kept was read before", e);
        }
    }

    private static void writeTexts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
