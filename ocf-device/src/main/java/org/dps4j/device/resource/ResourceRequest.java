package org.dps4j.device.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dps4j.device.security.access.Requester;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.payload.PayloadException;

/**
 * What a resource is asked.
 *
 * @param method what is to be done
 * @param path with a leading slash, such as {@code /light/1}
 * @param query its parts, such as {@code if=oic.if.rw}
 * @param body the CBOR body, decoded
 * @param entityTags the ETags of representations that the requester has already
 * @param requester who asks
 */
public record ResourceRequest(
        ResourceMethod method,
        String path,
        List<String> query,
        Optional<CborValue> body,
        List<Bytes> entityTags,
        Requester requester) {

    private static final String INTERFACE = "if";

    public ResourceRequest {
        Objects.requireNonNull(method, "method");
        query = List.copyOf(query);
        Objects.requireNonNull(body, "body");
        entityTags = List.copyOf(entityTags);
        Objects.requireNonNull(requester, "requester");
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a path begins with a slash: " + path);
        }
    }

    /** GET without query. */
    public static ResourceRequest get(String path, Requester requester) {
        return new ResourceRequest(ResourceMethod.GET, path, List.of(), Optional.empty(), List.of(), requester);
    }

    /** POST without query. */
    public static ResourceRequest post(String path, CborValue body, Requester requester) {
        return new ResourceRequest(ResourceMethod.POST, path, List.of(), Optional.of(body), List.of(), requester);
    }

    /** DELETE without query. */
    public static ResourceRequest delete(String path, Requester requester) {
        return new ResourceRequest(ResourceMethod.DELETE, path, List.of(), Optional.empty(), List.of(), requester);
    }

    /** The same request with one more part of the query. */
    public ResourceRequest with(String parameter, String value) {
        List<String> longer = new ArrayList<>(query);
        longer.add(parameter + "=" + value);
        return new ResourceRequest(method, path, longer, body, entityTags, requester);
    }

    /** The same request seen through this interface. */
    public ResourceRequest through(ResourceInterface chosen) {
        List<String> others = new ArrayList<>(query);
        others.removeIf(part -> part.startsWith(INTERFACE + "="));
        others.add(INTERFACE + "=" + chosen.wireValue());
        return new ResourceRequest(method, path, others, body, entityTags, requester);
    }

    /** The same request by somebody else. */
    public ResourceRequest by(Requester other) {
        return new ResourceRequest(method, path, query, body, entityTags, other);
    }

    /** The same request with ETags of what the requester has. */
    public ResourceRequest having(List<Bytes> tags) {
        return new ResourceRequest(method, path, query, body, tags, requester);
    }

    /** The values of a parameter of the query, in order; several parameters may share one part, joined by {@code &}. */
    public List<String> parameters(String name) {
        List<String> values = new ArrayList<>();
        for (String part : query) {
            for (String parameter : part.split("&", -1)) {
                if (parameter.startsWith(name + "=")) {
                    values.add(parameter.substring(name.length() + 1));
                }
            }
        }
        return values;
    }

    /** The first value of a parameter of the query. */
    public Optional<String> parameter(String name) {
        return parameters(name).stream().findFirst();
    }

    /** The name of the interface asked for. A resource always finds one here: the device fills in the default. */
    public Optional<String> interfaceName() {
        return parameter(INTERFACE);
    }

    /** Whether the resource is to be seen through this interface. */
    public boolean isThrough(ResourceInterface its) {
        return interfaceName().filter(its.wireValue()::equals).isPresent();
    }

    /** The body's members. Throws {@link PayloadException}, which becomes 4.00, if the body is no map. */
    public MapReader members() throws PayloadException {
        return MapReader.of(body.orElseThrow(() -> new PayloadException("", "a CBOR body", "none")));
    }

    /** The members of each map in the body. Throws {@link PayloadException} if the body is no array of maps. */
    public List<MapReader> items() throws PayloadException {
        return MapReader.listOf(body.orElseThrow(() -> new PayloadException("", "a CBOR body", "none")));
    }
}
