package org.dps4j.device.security.access;

import java.util.Set;
import org.dps4j.device.security.ownership.OperationalState;

/**
 * Whether somebody may do something with a resource, and which of the eleven steps said so (OCF Security 5.1 and 12). The
 * first step that applies decides; where none does, the access rules do.
 *
 * @param verdict what was decided
 * @param step the step that decided, 1 to 11
 */
public record AccessDecision(Verdict verdict, int step) {

    /** May he? */
    public enum Verdict {
        ALLOWED,
        DENIED
    }

    private static final String TIME = "/x.plgd.dev/time";
    private static final String DOXM = "/oic/sec/doxm";
    private static final String PSTAT = "/oic/sec/pstat";
    private static final String ROLES = "/oic/sec/roles";
    private static final Set<String> SEEN_BEFORE_OWNERSHIP = Set.of("/oic/res", "/oic/d", "/oic/p");
    private static final Set<String> SEEN_ALWAYS = Set.of(TIME, "/.well-known/core");

    /** Decides whether {@code requester} has {@code access} to {@code target}. */
    public static AccessDecision of(
            Requester requester, Access access, AccessTarget target, AccessSituation situation) {
        boolean unowned = situation.state() == OperationalState.READY_FOR_OWNERSHIP_TRANSFER;
        boolean secure = requester.channel().isSecure();
        ResourceKind kind = target.kind();
        if (unowned && !secure && situation.securePeers() == 1) {
            return denied(1);
        }
        if (unowned && target.openBeforeOwnership().contains(access)) {
            return allowed(2);
        }
        if (!kind.isConfiguration() && situation.state() != OperationalState.READY_FOR_NORMAL_OPERATION) {
            return denied(3);
        }
        if (kind == ResourceKind.APPLICATION && !secure) {
            return denied(4);
        }
        if (kind.isConfiguration() && requester.channel() == Channel.OWNER_TRANSFER) {
            return allowed(5);
        }
        if (access == Access.READ
                && (SEEN_ALWAYS.contains(target.href()) || unowned && SEEN_BEFORE_OWNERSHIP.contains(target.href()))) {
            return allowed(6);
        }
        if (unowned && situation.securePeers() == 0) {
            boolean transfer = target.href().equals(DOXM) || target.href().equals(PSTAT) && access == Access.READ;
            return transfer ? allowed(7) : denied(7);
        }
        return ofOwned(requester, access, target, situation);
    }

    private static AccessDecision ofOwned(
            Requester requester, Access access, AccessTarget target, AccessSituation situation) {
        boolean owned = switch (situation.state()) {
            case READY_FOR_PROVISIONING, READY_FOR_NORMAL_OPERATION, SOFT_RESET -> true;
            case RESET, READY_FOR_OWNERSHIP_TRANSFER -> false;
        };
        boolean secure = requester.channel().isSecure();
        if (owned && target.kind() == ResourceKind.SECURITY && !secure) {
            return denied(8);
        }
        if (requester.id().isPresent() && requester.id().equals(target.owner())) {
            return allowed(9);
        }
        if (owned && target.href().equals(ROLES)) {
            return allowed(10);
        }
        return access.isAllowedBy(RuleMatch.granted(requester, target, situation)) ? allowed(11) : denied(11);
    }

    /** Whether it is allowed. */
    public boolean isAllowed() {
        return verdict == Verdict.ALLOWED;
    }

    private static AccessDecision allowed(int step) {
        return new AccessDecision(Verdict.ALLOWED, step);
    }

    private static AccessDecision denied(int step) {
        return new AccessDecision(Verdict.DENIED, step);
    }
}
