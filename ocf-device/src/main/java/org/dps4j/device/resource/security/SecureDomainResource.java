package org.dps4j.device.resource.security;

import java.util.Set;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceMethod;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.security.Change;
import org.dps4j.device.security.ownership.OperationalState;
import org.dps4j.device.security.ownership.SecureDomain;
import org.dps4j.device.security.ownership.SecureDomain.Visibility;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;

/** {@code /oic/sec/sdi}: the secure domain of the device (OCF Security 13.16). */
final class SecureDomainResource {

    static final String HREF = "/oic/sec/sdi";

    private static final String ID = "uuid";
    private static final String NAME = "name";
    private static final String PRIVATE = "priv";

    private SecureDomainResource() {}

    static Resource of(Device device) {
        return SecurityUpdates.at(HREF, "oic.r.sdi")
                .unobservable()
                .onGet(request -> shown(device.state().ownership().domain()))
                .later(
                        ResourceMethod.POST,
                        request -> SecurityUpdates.change(device, request, SecureDomainResource::written))
                .build();
    }

    private static CborMap shown(SecureDomain domain) {
        return new MapWriter()
                .uuid(ID, domain.id())
                .text(NAME, domain.name())
                .truth(PRIVATE, domain.visibility() == Visibility.PRIVATE)
                .toMap();
    }

    static Change<DeviceState> written(DeviceState state, ResourceRequest request) throws PayloadException {
        MapReader members = request.members();
        members.refuseOthersThan(Set.of(ID, NAME, PRIVATE));
        OperationalState now = state.ownership().pstat().state();
        if (!now.isOpenToProvisioning() || members.has(ID) && now != OperationalState.READY_FOR_OWNERSHIP_TRANSFER) {
            return new Change.Refused<>("a state in which the domain may be written", now + "");
        }
        SecureDomain before = state.ownership().domain();
        String name = members.has(NAME) ? members.text(NAME) : before.name();
        if (name.length() > SecureDomain.LONGEST_NAME) {
            throw members.problem(NAME, "at most " + SecureDomain.LONGEST_NAME + " characters", name.length() + "");
        }
        Visibility visibility = before.visibility();
        if (members.has(PRIVATE)) {
            visibility = members.truth(PRIVATE) ? Visibility.PRIVATE : Visibility.PUBLIC;
        }
        return new Change.Applied<>(state.withOwnership(state.ownership()
                .with(new SecureDomain(members.has(ID) ? members.uuid(ID) : before.id(), name, visibility))));
    }
}
