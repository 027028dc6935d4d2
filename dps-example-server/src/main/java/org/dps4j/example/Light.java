package org.dps4j.example;

import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;

/** {@code /light/1}: a light that is on or off, off at first, and has a power. Confined to the device's loop. */
final class Light {

    static final String HREF = "/light/1";

    private static final String STATE = "state";
    private static final String POWER = "power";

    private boolean on;
    private long power;

    /** What others see of it. */
    Resource resource() {
        return Resource.at(HREF)
                .type("core.light")
                .onGet(request -> shown())
                .onPost(this::change)
                .build();
    }

    /** Makes it as it left the factory: off. */
    void reset() {
        on = false;
        power = 0;
    }

    private CborMap shown() {
        return new MapWriter()
                .truth(STATE, on)
                .integer(POWER, power)
                .text("name", "Light")
                .toMap();
    }

    /** Takes all of the request, or nothing where a member has the wrong type; what it does not know it passes over. */
    private ResourceAnswer change(ResourceRequest request) throws PayloadException {
        MapReader members = request.members();
        boolean wantedState = members.has(STATE) ? members.truth(STATE) : on;
        long wantedPower = members.optionalInteger(POWER, Integer.MIN_VALUE, Integer.MAX_VALUE)
                .orElse(power);
        on = wantedState;
        power = wantedPower;
        return ResourceAnswer.changed();
    }
}
