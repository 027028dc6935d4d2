package org.dps4j.protocol.cbor;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.dps4j.protocol.Authority;
import org.dps4j.protocol.UuidText;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborInteger;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborValue.CborSimple;
import org.dps4j.protocol.cbor.CborValue.CborText;
import org.dps4j.protocol.payload.PayloadException;

/**
 * Takes the members of a map by name and type. Every method throws a {@link PayloadException} that names the member if
 * it has another type, or is missing although the method does not say that it may be. Where it may be missing it may be
 * null as well. Immutable.
 */
public final class MapReader {

    private final Place place;
    private final Map<String, CborValue> members;

    private MapReader(Place place, CborValue value) throws PayloadException {
        this.place = place;
        if (!(value instanceof CborMap map)) {
            throw new PayloadException(place.toString(), "a map", value.toString());
        }
        this.members = map.members();
    }

    /** The members of the map in {@code body}. */
    public static MapReader of(byte[] body) throws PayloadException {
        return new MapReader(Place.BODY, CborReader.read(body));
    }

    /** The members of the map in {@code body}, within limits of the caller's own. */
    public static MapReader of(byte[] body, CborLimits limits) throws PayloadException {
        return new MapReader(Place.BODY, CborReader.read(body, limits));
    }

    /** The members of a map that was read already. */
    public static MapReader of(CborValue body) throws PayloadException {
        return new MapReader(Place.BODY, body);
    }

    /** The members of each map in the array in {@code body}. */
    public static List<MapReader> listOf(byte[] body) throws PayloadException {
        return maps(Place.BODY, CborReader.read(body));
    }

    /** The members of each map in an array that was read already. */
    public static List<MapReader> listOf(CborValue body) throws PayloadException {
        return maps(Place.BODY, body);
    }

    /** The map itself. */
    public CborMap toCbor() {
        return new CborMap(members);
    }

    /** Whether there is a member of this name, of whatever type but null, which peers in Go write for a missing one. */
    public boolean has(String name) {
        return members.getOrDefault(name, CborSimple.NULL) != CborSimple.NULL;
    }

    /** Refuses every member whose name is not one of {@code known}. */
    public void refuseOthersThan(Set<String> known) throws PayloadException {
        for (Map.Entry<String, CborValue> member : members.entrySet()) {
            if (!known.contains(member.getKey())) {
                throw new PayloadException(
                        place.member(member.getKey()).toString(),
                        "no member of this name",
                        member.getValue().toString());
            }
        }
    }

    /** Refuses this one member. */
    public void refuse(String name) throws PayloadException {
        CborValue value = members.get(name);
        if (value != null) {
            throw problem(name, "no member of this name", value.toString());
        }
    }

    /** A member of any type. */
    public CborValue value(String name) throws PayloadException {
        CborValue value = members.get(name);
        if (value == null) {
            throw problem(name, "a member of this name", "none");
        }
        return value;
    }

    /** A text that may be empty. */
    public String text(String name) throws PayloadException {
        CborValue value = value(name);
        if (value instanceof CborText text) {
            return text.text();
        }
        throw problem(name, "text", value.toString());
    }

    /** A text that is not empty. */
    public String word(String name) throws PayloadException {
        String text = text(name);
        if (text.isEmpty()) {
            throw problem(name, "text", "empty text");
        }
        return text;
    }

    /** A text that may be empty or missing. */
    public Optional<String> optionalText(String name) throws PayloadException {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** An integer from {@code least} to {@code most}. */
    public long integer(String name, long least, long most) throws PayloadException {
        CborValue value = value(name);
        if (value instanceof CborInteger integer && integer.number() >= least && integer.number() <= most) {
            return integer.number();
        }
        throw problem(name, "an integer from " + least + " to " + most, value.toString());
    }

    /** An integer from {@code least} to {@code most} that may be missing. */
    public OptionalLong optionalInteger(String name, long least, long most) throws PayloadException {
        return has(name) ? OptionalLong.of(integer(name, least, most)) : OptionalLong.empty();
    }

    /** A truth value. */
    public boolean truth(String name) throws PayloadException {
        CborValue value = value(name);
        if (value instanceof CborSimple simple && simple != CborSimple.NULL) {
            return simple == CborSimple.TRUE;
        }
        throw problem(name, "true or false", value.toString());
    }

    /** The names of the members, in the order of the wire. */
    public Set<String> names() {
        return members.keySet();
    }

    /** A UUID in one of the forms of {@link UuidText}. */
    public UUID uuid(String name) throws PayloadException {
        String text = text(name);
        return uuidOf(text).orElseThrow(() -> problem(name, "a UUID", quoted(text)));
    }

    /** The UUID that {@code text} spells in one of the forms of {@link UuidText}, if it does. */
    public static Optional<UUID> uuidOf(String text) {
        return UuidText.parse(text);
    }

    /** A URI with scheme and host. */
    public URI address(String name) throws PayloadException {
        String text = text(name);
        return addressOf(text).orElseThrow(() -> problem(name, "a URI with scheme and host", quoted(text)));
    }

    /** A URI with scheme and host that may be missing; an empty text counts as missing. */
    public Optional<URI> optionalAddress(String name) throws PayloadException {
        return has(name) && !text(name).isEmpty() ? Optional.of(address(name)) : Optional.empty();
    }

    /** The URI with scheme and host that {@code text} spells, if it does. */
    public static Optional<URI> addressOf(String text) {
        try {
            URI uri = new URI(text);
            return uri.getScheme() == null || Authority.of(uri).isEmpty() ? Optional.empty() : Optional.of(uri);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** A text that is one of a closed set. */
    public <T> T choice(String name, String expected, Function<String, Optional<T>> set) throws PayloadException {
        String text = text(name);
        return set.apply(text).orElseThrow(() -> problem(name, expected, quoted(text)));
    }

    /** A map. */
    public MapReader map(String name) throws PayloadException {
        return new MapReader(place.member(name), value(name));
    }

    /** An array of maps. */
    public List<MapReader> maps(String name) throws PayloadException {
        return maps(place.member(name), value(name));
    }

    /** An array of maps that may be missing, which is the same as empty. */
    public List<MapReader> optionalMaps(String name) throws PayloadException {
        return has(name) ? maps(name) : List.of();
    }

    /** An array of texts that may be missing, which is the same as empty. */
    public List<String> optionalTexts(String name) throws PayloadException {
        if (!has(name)) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (CborValue item : items(place.member(name), value(name))) {
            if (!(item instanceof CborText text)) {
                Place wrong = place.member(name).item(texts.size());
                throw new PayloadException(wrong.toString(), "text", item.toString());
            }
            texts.add(text.text());
        }
        return texts;
    }

    /** An error about one member of this map. */
    public PayloadException problem(String name, String expected, String found) {
        return new PayloadException(place.member(name).toString(), expected, found);
    }

    /** An error about this map. */
    public PayloadException problem(String expected, String found) {
        return new PayloadException(place.toString(), expected, found);
    }

    /** The start of a word of the peer, fit for a log. Not for what may be a secret. */
    public static String quoted(String word) {
        return "\"" + Place.shown(word) + "\"";
    }

    private static List<MapReader> maps(Place place, CborValue value) throws PayloadException {
        List<MapReader> maps = new ArrayList<>();
        for (CborValue item : items(place, value)) {
            maps.add(new MapReader(place.item(maps.size()), item));
        }
        return maps;
    }

    private static List<CborValue> items(Place place, CborValue value) throws PayloadException {
        if (value instanceof CborArray array) {
            return array.items();
        }
        throw new PayloadException(place.toString(), "an array", value.toString());
    }
}
