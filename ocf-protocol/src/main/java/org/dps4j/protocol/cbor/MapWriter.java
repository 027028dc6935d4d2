package org.dps4j.protocol.cbor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborInteger;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborValue.CborSimple;
import org.dps4j.protocol.cbor.CborValue.CborText;

/** Puts the members of a map together, in the order in which they are named. For one thread. */
public final class MapWriter {

    private final Map<String, CborValue> members = new LinkedHashMap<>();

    /** Adds a text. */
    public MapWriter text(String name, String text) {
        return value(name, new CborText(text));
    }

    /** Adds an integer. */
    public MapWriter integer(String name, long number) {
        return value(name, new CborInteger(number));
    }

    /** Adds a truth value. */
    public MapWriter truth(String name, boolean truth) {
        return value(name, truth ? CborSimple.TRUE : CborSimple.FALSE);
    }

    /** Adds all members of another map. */
    public MapWriter all(CborMap map) {
        map.members().forEach(this::value);
        return this;
    }

    /** Adds a UUID in its canonical text form. */
    public MapWriter uuid(String name, UUID uuid) {
        return text(name, uuid.toString());
    }

    /** Adds an array of texts. */
    public MapWriter texts(String name, List<String> texts) {
        return value(
                name, new CborArray(texts.stream().<CborValue>map(CborText::new).toList()));
    }

    /** Adds any item. */
    public MapWriter value(String name, CborValue value) {
        if (members.putIfAbsent(name, value) != null) {
            throw new IllegalStateException("member " + name + " is there already");
        }
        return this;
    }

    /** The map so far. */
    public CborMap toMap() {
        return new CborMap(members);
    }

    /** The bytes of the map so far. */
    public byte[] toBytes() {
        return CborWriter.write(toMap());
    }
}
