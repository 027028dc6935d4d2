package org.dps4j.device.resource.core;

import java.util.Set;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;

/** {@code /oic/mnt}: starts the device anew, or makes it as it left the factory (OCF Core, {@code oic.wk.mnt}). */
public final class MaintenanceResource {

    /** Its path. */
    public static final String HREF = "/oic/mnt";

    private static final String FACTORY_RESET = "fr";
    private static final String REBOOT = "rb";

    private MaintenanceResource() {}

    /** The resource that sets off what {@code maintenance} does. */
    public static Resource of(Maintenance maintenance) {
        return Resource.at(HREF)
                .type("oic.wk.mnt")
                .unobservable()
                .onGet(request -> idle())
                .onPost(request -> act(maintenance, request))
                .build();
    }

    private static ResourceAnswer act(Maintenance maintenance, ResourceRequest request) throws PayloadException {
        MapReader members = request.members();
        members.refuseOthersThan(Set.of(FACTORY_RESET, REBOOT));
        boolean reset = members.has(FACTORY_RESET) && members.truth(FACTORY_RESET);
        boolean reboot = members.has(REBOOT) && members.truth(REBOOT);
        if (reset == reboot) {
            throw members.problem("either " + FACTORY_RESET + " or " + REBOOT + " to be true", reset ? "both" : "none");
        }
        if (reset) {
            maintenance.factoryReset();
        } else {
            maintenance.reboot();
        }
        return ResourceAnswer.changed(idle());
    }

    private static CborMap idle() {
        return new MapWriter()
                .truth(FACTORY_RESET, false)
                .truth(REBOOT, false)
                .integer("err", 0)
                .toMap();
    }
}
