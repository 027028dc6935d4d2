package org.dps4j.device.resource.core;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceMethod;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;

/** {@code /oc/con}: the name that people give the device (OCF Core, {@code oic.wk.con}). */
public final class DeviceConfiguration {

    /** Its path. */
    public static final String HREF = "/oc/con";

    private static final String NAME = "n";

    private DeviceConfiguration() {}

    /** The resource of this device. */
    public static Resource of(Device device) {
        return Resource.at(HREF)
                .type("oic.wk.con")
                .onGet(request -> shown(device.state()))
                .later(ResourceMethod.POST, request -> rename(device, request))
                .build();
    }

    private static CompletionStage<ResourceAnswer> rename(Device device, ResourceRequest request)
            throws PayloadException {
        MapReader members = request.members();
        members.refuseOthersThan(Set.of(NAME));
        String name = members.word(NAME);
        if (name.length() > DeviceState.LONGEST_NAME) {
            throw members.problem(NAME, "at most " + DeviceState.LONGEST_NAME + " characters", name.length() + "");
        }
        return device.update(state -> state.withName(name)).thenApply(state -> ResourceAnswer.changed(shown(state)));
    }

    private static CborMap shown(DeviceState state) {
        return new MapWriter().text(NAME, state.name()).toMap();
    }
}
