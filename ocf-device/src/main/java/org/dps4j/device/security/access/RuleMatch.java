package org.dps4j.device.security.access;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.dps4j.protocol.payload.acl.AccessControlEntry;
import org.dps4j.protocol.payload.acl.AceResource;
import org.dps4j.protocol.payload.acl.AceSubject;
import org.dps4j.protocol.payload.acl.ConnectionType;
import org.dps4j.protocol.payload.acl.Permission;
import org.dps4j.protocol.payload.acl.WildcardKind;

/** What the access rules grant somebody on a resource: the union of every rule that means both and is valid now. */
final class RuleMatch {

    private static final String OWNER_ROLE = "oic.role.owner";
    private static final String EVERY_INTERFACE = "*";

    private RuleMatch() {}

    static Set<Permission> granted(Requester requester, AccessTarget target, AccessSituation situation) {
        if (requester.roles().stream().anyMatch(role -> role.role().equals(OWNER_ROLE))) {
            return Permission.all();
        }
        Set<Permission> granted = EnumSet.noneOf(Permission.class);
        for (AccessControlEntry rule : situation.rules()) {
            if (isValidAt(rule, situation.at())
                    && means(rule.subject(), requester, target.kind())
                    && rule.resources().stream().anyMatch(resource -> means(resource, target))) {
                granted.addAll(rule.permissions());
            }
        }
        return granted;
    }

    private static boolean isValidAt(AccessControlEntry rule, Instant at) {
        return rule.validity().isEmpty() || rule.validity().stream().anyMatch(pattern -> pattern.isValidAt(at));
    }

    private static boolean means(AceSubject subject, Requester requester, ResourceKind kind) {
        if (subject instanceof AceSubject.DeviceSubject device) {
            return requester.id().filter(device.id()::equals).isPresent();
        }
        if (subject instanceof AceSubject.RoleSubject wanted) {
            return requester.roles().stream()
                    .anyMatch(role -> role.role().equals(wanted.role())
                            && role.authority().equals(wanted.authority()));
        }
        // whoever may read in clear may read encrypted too; security resources are never open to a kind of connection
        ConnectionType type = ((AceSubject.ConnectionSubject) subject).type();
        return kind != ResourceKind.SECURITY
                && (type == ConnectionType.ANON_CLEAR || requester.channel().isSecure());
    }

    private static boolean means(AceResource resource, AccessTarget target) {
        boolean named = resource instanceof AceResource.Href href
                ? href.href().equals(target.href())
                : covers(((AceResource.Wildcard) resource).kind(), target);
        return named
                && (resource.interfaces().isEmpty()
                        || resource.interfaces().contains(EVERY_INTERFACE)
                        || resource.interfaces().contains(target.interfaceName()));
    }

    private static boolean covers(WildcardKind wildcard, AccessTarget target) {
        if (target.kind().isConfiguration()) {
            return false;
        }
        return switch (wildcard) {
            case ALL -> true;
            case SECURE -> target.exposure() != AccessTarget.Exposure.HIDDEN;
            case PUBLIC -> target.exposure() == AccessTarget.Exposure.CLEAR;
        };
    }
}
