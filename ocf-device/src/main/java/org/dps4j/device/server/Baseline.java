package org.dps4j.device.server;

import org.dps4j.device.resource.ResourceDescription;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapWriter;

/** The members that every resource shows through its baseline interface (OCF Core 7.3). */
final class Baseline {

    private static final String TYPES = "rt";
    private static final String INTERFACES = "if";

    private Baseline() {}

    /** The representation with the baseline members before its own; anything but a map stays as it is. */
    static CborValue around(CborValue representation, ResourceDescription resource) {
        if (!(representation instanceof CborMap own)) {
            return representation;
        }
        MapWriter members = new MapWriter().texts(TYPES, resource.types()).texts(INTERFACES, resource.interfaceNames());
        own.members().forEach((name, value) -> {
            if (!name.equals(TYPES) && !name.equals(INTERFACES)) {
                members.value(name, value);
            }
        });
        return members.toMap();
    }
}
