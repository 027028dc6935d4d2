package org.dps4j.device.resource.security;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceMethod;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.resource.core.Maintenance;
import org.dps4j.device.security.Change;
import org.dps4j.device.security.ownership.Doxm;
import org.dps4j.device.security.ownership.OperationalState;
import org.dps4j.device.security.ownership.Ownership;
import org.dps4j.device.security.ownership.Pstat;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.credential.Subject;

/** {@code /oic/sec/pstat}: in which state of its life the device is (OCF Security 8 and 13.8). */
final class PstatResource {

    static final String HREF = "/oic/sec/pstat";

    private static final String STATE = "dos";
    private static final String STATE_NUMBER = "s";
    private static final String TARGET_MODE = "tm";
    private static final String OPERATIONAL_MODE = "om";
    private static final String RESOURCE_OWNER = "rowneruuid";

    private PstatResource() {}

    static Resource of(Device device, Maintenance maintenance) {
        return SecurityUpdates.at(HREF, "oic.r.pstat")
                .onGet(request -> shown(device.state()))
                .later(ResourceMethod.POST, request -> write(device, maintenance, request))
                .build();
    }

    static CborMap shown(DeviceState state) {
        Pstat pstat = state.ownership().pstat();
        return new MapWriter()
                .value(
                        STATE,
                        new MapWriter()
                                .truth("p", false)
                                .integer(STATE_NUMBER, pstat.state().wire())
                                .toMap())
                .integer("cm", pstat.currentMode())
                .integer(TARGET_MODE, pstat.targetMode())
                .integer(OPERATIONAL_MODE, pstat.operationalMode())
                .integer("sm", Pstat.SUPPORTED_MODE)
                .truth("isop", pstat.isOperational())
                .uuid(RESOURCE_OWNER, pstat.resourceOwner())
                .toMap();
    }

    /** A reset is the program's to do, after the answer; any other write is a change of the state. */
    private static CompletionStage<ResourceAnswer> write(
            Device device, Maintenance maintenance, ResourceRequest request) throws PayloadException {
        if (wantsReset(request.members())) {
            if (maintenance == Maintenance.NONE) {
                throw request.members().problem(STATE, "a state to which others may bring the device", "a reset");
            }
            maintenance.factoryReset();
            return CompletableFuture.completedFuture(ResourceAnswer.changed());
        }
        return SecurityUpdates.change(device, request, PstatResource::written);
    }

    private static boolean wantsReset(MapReader members) throws PayloadException {
        members.refuseOthersThan(Set.of(STATE, TARGET_MODE, OPERATIONAL_MODE, RESOURCE_OWNER));
        return members.has(STATE) && next(members) == OperationalState.RESET;
    }

    private static OperationalState next(MapReader members) throws PayloadException {
        MapReader state = members.map(STATE);
        state.refuseOthersThan(Set.of(STATE_NUMBER));
        return OperationalState.ofWire((int) state.integer(STATE_NUMBER, 0, 4));
    }

    static Change<DeviceState> written(DeviceState state, ResourceRequest request) throws PayloadException {
        MapReader members = request.members();
        members.refuseOthersThan(Set.of(STATE, TARGET_MODE, OPERATIONAL_MODE, RESOURCE_OWNER));
        Pstat pstat = state.ownership().pstat();
        if (members.has(RESOURCE_OWNER)) {
            if (pstat.state().isProvisioned()) {
                return new Change.Refused<>(
                        "a state in which " + RESOURCE_OWNER + " may be written", pstat.state() + "");
            }
            pstat = pstat.withResourceOwner(members.uuid(RESOURCE_OWNER));
        }
        if (members.has(TARGET_MODE)) {
            pstat = pstat.withTargetMode((int) members.integer(TARGET_MODE, 0, 0xFFFF));
        }
        if (members.has(OPERATIONAL_MODE)) {
            pstat = pstat.withOperationalMode((int) members.integer(OPERATIONAL_MODE, 0, 7));
        }
        DeviceState after = state.withOwnership(state.ownership().with(pstat));
        return members.has(STATE) ? switched(after, next(members)) : new Change.Applied<>(after);
    }

    private static Change<DeviceState> switched(DeviceState state, OperationalState next) {
        Ownership ownership = state.ownership();
        OperationalState now = ownership.pstat().state();
        if (next == now) {
            return new Change.Applied<>(state);
        }
        if (!now.maySwitchTo(next)) {
            return new Change.Refused<>("a state that follows " + now, next + "");
        }
        if (next != OperationalState.READY_FOR_OWNERSHIP_TRANSFER && !isReady(state)) {
            return new Change.Refused<>(
                    "an owner of the device and of each security resource, with a credential for each, before " + next,
                    "not all of them");
        }
        return new Change.Applied<>(
                state.withOwnership(ownership.with(ownership.pstat().in(next))));
    }

    private static boolean isReady(DeviceState state) {
        Ownership ownership = state.ownership();
        return ownership.doxm().isOwned()
                && List.of(
                                ownership.doxm().resourceOwner(),
                                ownership.pstat().resourceOwner(),
                                ownership.credentialOwner(),
                                ownership.aclOwner())
                        .stream()
                        .allMatch(owner -> !owner.equals(Doxm.NOBODY) && canProve(state, owner));
    }

    private static boolean canProve(DeviceState state, UUID owner) {
        return state.credentials().all().stream()
                .anyMatch(credential -> credential.subject() instanceof Subject.Anyone
                        || credential.subject().equals(new Subject.Device(owner)));
    }
}
