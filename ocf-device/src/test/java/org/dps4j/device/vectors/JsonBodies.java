package org.dps4j.device.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborBytes;
import org.dps4j.protocol.cbor.CborValue.CborFloat;
import org.dps4j.protocol.cbor.CborValue.CborInteger;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborValue.CborSimple;
import org.dps4j.protocol.cbor.CborValue.CborText;
import org.dps4j.protocol.cbor.MapWriter;

/** Bodies between CBOR and the JSON of the vectors, where bytes are {@code {"bytes": hex}}. */
final class JsonBodies {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonBodies() {}

    static CborValue toCbor(JsonNode node) {
        if (node.isObject()) {
            MapWriter members = new MapWriter();
            node.properties().forEach(member -> members.value(member.getKey(), toCbor(member.getValue())));
            return members.toMap();
        }
        if (node.isArray()) {
            List<CborValue> items = new ArrayList<>();
            node.forEach(item -> items.add(toCbor(item)));
            return new CborArray(items);
        }
        if (node.isTextual()) {
            return new CborText(node.asText());
        }
        if (node.isBoolean()) {
            return node.asBoolean() ? CborSimple.TRUE : CborSimple.FALSE;
        }
        return node.isIntegralNumber() ? new CborInteger(node.asLong()) : CborSimple.NULL;
    }

    static JsonNode toJson(CborValue value) {
        if (value instanceof CborMap map) {
            ObjectNode members = NODES.objectNode();
            map.members().forEach((name, member) -> members.set(name, toJson(member)));
            return members;
        }
        if (value instanceof CborArray array) {
            ArrayNode items = NODES.arrayNode();
            array.items().forEach(item -> items.add(toJson(item)));
            return items;
        }
        if (value instanceof CborText text) {
            return NODES.textNode(text.text());
        }
        if (value instanceof CborBytes bytes) {
            return NODES.objectNode().put("bytes", bytes.bytes().toString());
        }
        if (value instanceof CborInteger integer) {
            // as the JSON parser does it: the smallest node that holds the number
            return integer.number() == (int) integer.number()
                    ? NODES.numberNode((int) integer.number())
                    : NODES.numberNode(integer.number());
        }
        if (value instanceof CborFloat number) {
            return NODES.numberNode(number.number());
        }
        return value == CborSimple.NULL ? NODES.nullNode() : NODES.booleanNode(value == CborSimple.TRUE);
    }
}
