package org.dps4j.device.server;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.resource.AnswerCode;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceDescription;
import org.dps4j.device.resource.ResourceInterface;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.security.access.AccessDecision;
import org.dps4j.device.security.access.AccessSituation;
import org.dps4j.device.security.access.AccessTarget;
import org.dps4j.device.security.access.AccessTarget.Exposure;
import org.dps4j.device.security.access.AssertedRoles;
import org.dps4j.device.security.ownership.Doxm;
import org.dps4j.device.security.ownership.Ownership;

/** What a request must pass before a resource sees it: the interface it asks for and the access rules. */
final class Gate {

    private final Device device;
    private final AssertedRoles roles;

    Gate(Device device, AssertedRoles roles) {
        this.device = device;
        this.roles = roles;
    }

    /** The interface through which a request goes: the default one where it asks for none, or for one nobody knows. */
    static ResourceInterface chosen(ResourceRequest request, ResourceDescription resource) {
        return request.interfaceName().flatMap(ResourceInterface::ofWireValue).orElseGet(resource::defaultInterface);
    }

    /** Why a request is not passed on, if so. An interface is refused before access is. */
    Optional<ResourceAnswer> refusal(ResourceRequest request, ResourceDescription resource) {
        ResourceInterface chosen = chosen(request, resource);
        if (!resource.interfaces().contains(chosen) || !chosen.admits(request.method())) {
            return Optional.of(ResourceAnswer.error(
                    AnswerCode.FORBIDDEN,
                    "expected " + request.method() + " to be one of the interface " + chosen.wireValue() + " of "
                            + resource.href() + ", found another one"));
        }
        return mayPass(request, resource, chosen)
                ? Optional.empty()
                : Optional.of(ResourceAnswer.of(AnswerCode.UNAUTHORIZED));
    }

    private boolean mayPass(ResourceRequest request, ResourceDescription resource, ResourceInterface chosen) {
        DeviceState state = device.state();
        Instant now = device.clock().now();
        AccessTarget target = new AccessTarget(
                resource.href(),
                resource.isDiscoverable() ? Exposure.SECURE : Exposure.HIDDEN,
                chosen.wireValue(),
                owner(resource.href(), state.ownership()),
                resource.openBeforeOwnership());
        AccessSituation situation = new AccessSituation(
                state.ownership().pstat().state(),
                state.accessControlList().entries(),
                now,
                request.requester().channel().isSecure() ? 1 : 0);
        return AccessDecision.of(
                        roles.withRoles(request.requester(), device.clock().certificateTime()),
                        request.method().access(),
                        target,
                        situation)
                .isAllowed();
    }

    private static Optional<UUID> owner(String href, Ownership ownership) {
        Optional<UUID> owner = switch (href) {
            case "/oic/sec/doxm" -> Optional.of(ownership.doxm().resourceOwner());
            case "/oic/sec/pstat" -> Optional.of(ownership.pstat().resourceOwner());
            case "/oic/sec/cred" -> Optional.of(ownership.credentialOwner());
            case "/oic/sec/acl2" -> Optional.of(ownership.aclOwner());
            default -> Optional.empty();
        };
        return owner.filter(id -> !id.equals(Doxm.NOBODY));
    }
}
