package org.dps4j.device.resource.security;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceMethod;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.security.Change;
import org.dps4j.device.security.access.Channel;
import org.dps4j.device.security.ownership.Doxm;
import org.dps4j.device.security.ownership.OperationalState;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborInteger;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;

/** {@code /oic/sec/doxm}: who owns the device (OCF Security 13.3). */
final class DoxmResource {

    static final String HREF = "/oic/sec/doxm";

    private static final String SELECTED = "oxmsel";
    private static final String OWNED = "owned";
    private static final String DEVICE = "deviceuuid";
    private static final String DEVICE_OWNER = "devowneruuid";
    private static final String RESOURCE_OWNER = "rowneruuid";
    private static final Set<String> IN_TRANSFER = Set.of(OWNED, DEVICE, DEVICE_OWNER, RESOURCE_OWNER);

    private static final int JUST_WORKS = 0;
    private static final int MANUFACTURER_CERTIFICATE = 2;
    private static final int SHARED_KEYS_AND_CERTIFICATES = 1 + 8;

    private DoxmResource() {}

    static Resource of(Device device) {
        return SecurityUpdates.at(HREF, "oic.r.doxm")
                .unobservable()
                .onGet(request -> shown(device.state()))
                .later(ResourceMethod.POST, request -> SecurityUpdates.change(device, request, DoxmResource::written))
                .build();
    }

    static CborMap shown(DeviceState state) {
        Doxm doxm = state.ownership().doxm();
        List<CborValue> methods = List.of(new CborInteger(JUST_WORKS), new CborInteger(MANUFACTURER_CERTIFICATE));
        return new MapWriter()
                .value("oxms", new CborArray(methods))
                .integer(SELECTED, doxm.selectedMethod())
                .integer("sct", SHARED_KEYS_AND_CERTIFICATES)
                .truth(OWNED, doxm.isOwned())
                .uuid(DEVICE_OWNER, doxm.deviceOwner())
                .uuid(DEVICE, state.id())
                .uuid(RESOURCE_OWNER, doxm.resourceOwner())
                .toMap();
    }

    static Change<DeviceState> written(DeviceState state, ResourceRequest request) throws PayloadException {
        MapReader members = request.members();
        OperationalState now = state.ownership().pstat().state();
        boolean transfer = request.requester().channel() == Channel.OWNER_TRANSFER;
        for (String name : members.names()) {
            if (!mayBeWritten(name, now, transfer)) {
                return new Change.Refused<>("a member that may be written while " + now, name);
            }
        }
        Doxm doxm = state.ownership().doxm();
        UUID owner = members.has(DEVICE_OWNER) ? members.uuid(DEVICE_OWNER) : doxm.deviceOwner();
        if (members.has(OWNED) && members.truth(OWNED) == owner.equals(Doxm.NOBODY)) {
            return new Change.Refused<>("owned to be true where there is an owner, and only there", "it the other way");
        }
        Doxm after = new Doxm(
                owner,
                members.has(RESOURCE_OWNER) ? members.uuid(RESOURCE_OWNER) : doxm.resourceOwner(),
                members.has(SELECTED) ? selected(members) : doxm.selectedMethod());
        return new Change.Applied<>(state.withId(members.has(DEVICE) ? members.uuid(DEVICE) : state.id())
                .withOwnership(state.ownership().with(after)));
    }

    private static boolean mayBeWritten(String name, OperationalState now, boolean transfer) {
        if (now == OperationalState.READY_FOR_OWNERSHIP_TRANSFER) {
            return transfer ? IN_TRANSFER.contains(name) : name.equals(SELECTED);
        }
        return now == OperationalState.SOFT_RESET && transfer && name.equals(RESOURCE_OWNER);
    }

    private static int selected(MapReader members) throws PayloadException {
        int method = (int) members.integer(SELECTED, JUST_WORKS, MANUFACTURER_CERTIFICATE);
        if (method != JUST_WORKS && method != MANUFACTURER_CERTIFICATE) {
            throw members.problem(SELECTED, "one of oxms", method + "");
        }
        return method;
    }
}
