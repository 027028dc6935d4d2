package org.dps4j.device.resource.core;

import java.util.List;
import java.util.Locale;
import org.dps4j.device.Device;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceDescription;
import org.dps4j.device.resource.ResourceDirectory;
import org.dps4j.device.resource.ResourceInterface;
import org.dps4j.device.resource.ResourceMethod;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapWriter;

/**
 * {@code /oc/wk/introspection}, which says where the description of the device's own API is, and that description: an
 * OpenAPI 2.0 document in CBOR, made of what the device offers at the moment (OCF Core 11.4).
 */
public final class Introspection {

    /** The path of the resource that says where the description is. */
    public static final String HREF = "/oc/wk/introspection";

    /** The path of the description. */
    public static final String DATA_HREF = "/oc/introspection";

    private Introspection() {}

    /** Both resources of this device. */
    public static List<Resource> of(Device device, ResourceDirectory directory) {
        Resource place = Resource.at(HREF)
                .type("oic.wk.introspection")
                .interfaces(ResourceInterface.READ, ResourceInterface.BASELINE)
                .unobservable()
                .local()
                .onGet(request -> place(device))
                .build();
        Resource data = Resource.at(DATA_HREF)
                .type("x.org.openconnectivity.oic.introspection.data")
                .interfaces(ResourceInterface.READ, ResourceInterface.BASELINE)
                .unobservable()
                .hidden()
                .onGet(request -> document(device, directory))
                .build();
        return List.of(place, data);
    }

    private static CborMap place(Device device) {
        CborMap url = new MapWriter()
                .text("protocol", "coaps+tcp")
                .text("url", "ocf://" + device.state().id() + DATA_HREF)
                .text("content-type", "application/vnd.ocf+cbor")
                .integer("version", 1)
                .toMap();
        return new MapWriter().value("urlInfo", new CborArray(List.of(url))).toMap();
    }

    private static CborMap document(Device device, ResourceDirectory directory) {
        MapWriter paths = new MapWriter();
        directory.descriptions().stream()
                .filter(ResourceDescription::isDiscoverable)
                .forEach(resource -> paths.value(resource.href(), operations(resource)));
        return new MapWriter()
                .text("swagger", "2.0")
                .value(
                        "info",
                        new MapWriter()
                                .text("title", device.state().name())
                                .text("version", "1.0.0")
                                .toMap())
                .texts("schemes", List.of("http"))
                .texts("consumes", List.of("application/json"))
                .texts("produces", List.of("application/json"))
                .value("paths", paths.toMap())
                .value("definitions", new MapWriter().toMap())
                .toMap();
    }

    private static CborMap operations(ResourceDescription resource) {
        MapWriter operations = new MapWriter();
        for (ResourceMethod method : List.of(ResourceMethod.GET, ResourceMethod.POST)) {
            List<String> through = resource.interfaces().stream()
                    .filter(its -> its != ResourceInterface.BASELINE && its.admits(method))
                    .map(ResourceInterface::wireValue)
                    .toList();
            if (!through.isEmpty()) {
                operations.value(method.name().toLowerCase(Locale.ROOT), operation(resource, through));
            }
        }
        return operations.toMap();
    }

    private static CborMap operation(ResourceDescription resource, List<String> interfaces) {
        CborValue parameter = new MapWriter()
                .text("name", "if")
                .text("in", "query")
                .text("type", "string")
                .texts("enum", interfaces)
                .toMap();
        CborMap answer = new MapWriter()
                .text("description", String.join(", ", resource.types()))
                .toMap();
        return new MapWriter()
                .value("parameters", new CborArray(List.of(parameter)))
                .value("responses", new MapWriter().value("200", answer).toMap())
                .toMap();
    }
}
