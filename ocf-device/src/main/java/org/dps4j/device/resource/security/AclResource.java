package org.dps4j.device.resource.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.resource.AnswerCode;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceMethod;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.security.Change;
import org.dps4j.device.security.acl.AccessControlList;
import org.dps4j.device.security.ownership.OperationalState;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.acl.AccessControlEntry;

/** {@code /oic/sec/acl2}: who may do what (OCF Security 13.5). */
final class AclResource {

    static final String HREF = "/oic/sec/acl2";

    private static final String ENTRIES = "aclist2";
    private static final String RESOURCE_OWNER = "rowneruuid";
    private static final String ID = "aceid";

    private AclResource() {}

    static Resource of(Device device) {
        return SecurityUpdates.at(HREF, "oic.r.acl2")
                .unobservable()
                .onGet(request -> shown(device.state()))
                .later(ResourceMethod.POST, request -> SecurityUpdates.change(device, request, AclResource::written))
                .later(ResourceMethod.DELETE, request -> delete(device, request))
                .build();
    }

    static CborMap shown(DeviceState state) {
        return new MapWriter()
                .value(
                        ENTRIES,
                        new CborArray(state.accessControlList().entries().stream()
                                .<CborValue>map(entry -> shown(entry).toCbor())
                                .toList()))
                .uuid(RESOURCE_OWNER, state.ownership().aclOwner())
                .toMap();
    }

    /** The tag is the device's own affair. */
    private static AccessControlEntry shown(AccessControlEntry entry) {
        return new AccessControlEntry(
                entry.id(),
                entry.subject(),
                entry.resources(),
                entry.permissions(),
                Optional.empty(),
                entry.validity());
    }

    static Change<DeviceState> written(DeviceState state, ResourceRequest request) throws PayloadException {
        MapReader members = request.members();
        members.refuseOthersThan(Set.of(ENTRIES, RESOURCE_OWNER));
        OperationalState now = state.ownership().pstat().state();
        List<AccessControlEntry> posted = new ArrayList<>();
        for (MapReader entry : members.optionalMaps(ENTRIES)) {
            posted.add(AccessControlEntry.of(entry));
        }
        if (!posted.isEmpty() && !now.isOpenToProvisioning() || members.has(RESOURCE_OWNER) && now.isProvisioned()) {
            return new Change.Refused<>("a state in which access rules may be written", now + "");
        }
        DeviceState owned = members.has(RESOURCE_OWNER)
                ? state.withOwnership(state.ownership().withAclOwner(members.uuid(RESOURCE_OWNER)))
                : state;
        return state.accessControlList().merge(posted).map(owned::withAccessControlList);
    }

    private static CompletionStage<ResourceAnswer> delete(Device device, ResourceRequest request)
            throws PayloadException {
        DeviceState now = device.state();
        if (!now.ownership().pstat().state().isOpenToProvisioning()) {
            return CompletableFuture.completedFuture(SecurityUpdates.notNow(ResourceMethod.DELETE));
        }
        List<Integer> ids = Numbers.of(request, ID);
        if (!now.accessControlList().hasAll(ids)) {
            return CompletableFuture.completedFuture(ResourceAnswer.of(AnswerCode.NOT_FOUND));
        }
        return device.update(state -> state.withAccessControlList(
                        ids.isEmpty()
                                ? AccessControlList.NONE
                                : state.accessControlList().without(ids)))
                .thenApply(state -> ResourceAnswer.deleted());
    }
}
