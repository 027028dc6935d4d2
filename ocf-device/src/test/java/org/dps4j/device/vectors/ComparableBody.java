package org.dps4j.device.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** A body without what two devices can never have in common, and without what one of them does not have at all. */
final class ComparableBody {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Drawn, signed or told anew by every device. */
    private static final Set<String> VALUES_OF_ITS_OWN =
            Set.of("time", "piid", "ins", "credid", "aceid", "data", "csr");

    /** Ours tags every item of a batch; the C device was built without. Its version is nobody else's. */
    private static final Set<String> MEMBERS_OF_ONE = Set.of("etag", "x.org.iotivity.version");

    /** Ours keeps no audit log; the others come with provisioning and the cloud client. */
    private static final Set<String> RESOURCES_OF_ONE = Set.of("/oic/sec/ael", "/plgd/dps", "/CoapCloudConfResURI");

    private ComparableBody() {}

    static JsonNode of(JsonNode body) {
        if (body.isArray()) {
            List<JsonNode> items = new ArrayList<>();
            body.forEach(item -> {
                if (RESOURCES_OF_ONE.stream().noneMatch(item.path("href").asText()::endsWith)) {
                    items.add(of(item));
                }
            });
            if (items.stream().allMatch(item -> item.has("href"))) {
                items.sort(Comparator.comparing(item -> item.get("href").asText()));
            }
            ArrayNode array = NODES.arrayNode();
            items.forEach(array::add);
            return array;
        }
        if (!body.isObject()) {
            return body;
        }
        ObjectNode members = NODES.objectNode();
        body.properties().forEach(member -> {
            if (VALUES_OF_ITS_OWN.contains(member.getKey())) {
                members.put(member.getKey(), "*");
            } else if (!MEMBERS_OF_ONE.contains(member.getKey())) {
                members.set(member.getKey(), of(member.getValue()));
            }
        });
        return members;
    }
}
