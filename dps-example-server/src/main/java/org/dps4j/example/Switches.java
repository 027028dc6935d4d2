package org.dps4j.example;

import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceDescription;
import org.dps4j.device.resource.ResourceDirectory;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.resource.collection.MemberOrder;
import org.dps4j.device.resource.collection.ResourceCollection;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;

/** {@code /switches}: a collection in which others make switches, and a level of its own. Confined to the loop. */
final class Switches {

    private static final String HREF = "/switches";
    private static final long FIRST_LEVEL = 94;
    private static final String LEVEL = "x.org.openconnectivity.bl";
    private static final String VALUE = "value";

    private long level = FIRST_LEVEL;

    private Switches() {}

    /** Adds the collection, in which there is no switch yet. */
    static Switches addTo(ResourceDirectory resources) {
        Switches switches = new Switches();
        ResourceCollection.at(HREF, resources)
                .creates("oic.r.switch.binary", Switches::made)
                .properties(switches::shown)
                .onPost(switches::change)
                .add();
        return switches;
    }

    /** Makes them as they left the factory: no switch, and the first level. */
    void reset(ResourceDirectory resources) {
        level = FIRST_LEVEL;
        resources.descriptions().stream()
                .map(ResourceDescription::href)
                .filter(href -> href.startsWith(HREF + "/"))
                .forEach(resources::remove);
    }

    private CborMap shown() {
        return new MapWriter().integer(LEVEL, level).toMap();
    }

    private ResourceAnswer change(ResourceRequest request) throws PayloadException {
        level = request.members()
                .optionalInteger(LEVEL, Integer.MIN_VALUE, Integer.MAX_VALUE)
                .orElse(level);
        return ResourceAnswer.changed();
    }

    private static Resource made(MemberOrder order) throws PayloadException {
        boolean[] value = {
            order.representation().has(VALUE) && order.representation().truth(VALUE)
        };
        return order.resource()
                .onGet(request -> new MapWriter().truth(VALUE, value[0]).toMap())
                .onPost(request -> {
                    if (request.members().has(VALUE)) {
                        value[0] = request.members().truth(VALUE);
                    }
                    return ResourceAnswer.changed();
                })
                .build();
    }
}
