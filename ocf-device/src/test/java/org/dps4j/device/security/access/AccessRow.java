package org.dps4j.device.security.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dps4j.device.security.ownership.OperationalState.READY_FOR_NORMAL_OPERATION;
import static org.dps4j.device.security.ownership.OperationalState.READY_FOR_OWNERSHIP_TRANSFER;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.dps4j.device.security.access.AccessTarget.Exposure;
import org.dps4j.device.security.ownership.OperationalState;
import org.dps4j.protocol.payload.acl.AccessControlEntry;
import org.dps4j.protocol.payload.acl.AceResource;
import org.dps4j.protocol.payload.acl.AceSubject;
import org.dps4j.protocol.payload.acl.ConnectionType;
import org.dps4j.protocol.payload.acl.Permission;
import org.dps4j.protocol.payload.acl.Validity;
import org.dps4j.protocol.payload.acl.WildcardKind;

/** One row: who wants what of which resource in which situation, and what step decides how. */
record AccessRow(
        String what,
        Requester requester,
        Access access,
        AccessTarget target,
        AccessSituation situation,
        int step,
        AccessDecision.Verdict verdict) {

    static final Instant NOW = Instant.parse("2027-01-01T12:00:00Z");
    static final UUID PEER = UUID.fromString("adebc667-1f2b-41e3-bf5c-6d6eabc68cc6");
    static final UUID OTHER = UUID.fromString("b80c8fef-a677-5340-85fb-2c162d75df03");
    static final Requester CLEAR = Requester.ANONYMOUS;
    static final Requester SECURE = Requester.of(PEER);
    static final Requester TRANSFER = SECURE.on(Channel.OWNER_TRANSFER);
    static final OperationalState UNOWNED = READY_FOR_OWNERSHIP_TRANSFER;
    static final OperationalState NORMAL = READY_FOR_NORMAL_OPERATION;

    static final String LIGHT = "/light/1";
    static final String DOXM = "/oic/sec/doxm";
    static final String PSTAT = "/oic/sec/pstat";
    static final String CRED = "/oic/sec/cred";

    @Override
    public String toString() {
        return step + " " + verdict + ": " + what;
    }

    /** Whether the decision is what this row says. */
    void check() {
        assertThat(AccessDecision.of(requester, access, target, situation))
                .isEqualTo(new AccessDecision(verdict, step));
    }

    static AccessRow allowed(
            int step, String what, Requester who, Access access, AccessTarget target, AccessSituation in) {
        return new AccessRow(what, who, access, target, in, step, AccessDecision.Verdict.ALLOWED);
    }

    static AccessRow denied(
            int step, String what, Requester who, Access access, AccessTarget target, AccessSituation in) {
        return new AccessRow(what, who, access, target, in, step, AccessDecision.Verdict.DENIED);
    }

    static AccessTarget at(String href) {
        return new AccessTarget(href, Exposure.SECURE, "oic.if.rw", Optional.empty(), Set.of());
    }

    static AccessSituation in(OperationalState state, int securePeers, AccessControlEntry... rules) {
        return new AccessSituation(state, List.of(rules), NOW, securePeers);
    }

    static AccessSituation rule(AceSubject subject, AceResource resource, Permission... permissions) {
        return in(NORMAL, 1, entry(subject, resource, permissions));
    }

    static AccessSituation during(String... periods) {
        return in(
                NORMAL,
                1,
                new AccessControlEntry(
                        OptionalInt.empty(),
                        new AceSubject.DeviceSubject(PEER),
                        List.of(href(LIGHT)),
                        Permission.all(),
                        Optional.empty(),
                        Stream.of(periods)
                                .map(period -> new Validity(period, List.of()))
                                .toList()));
    }

    static AccessControlEntry entry(AceSubject subject, AceResource resource, Permission... permissions) {
        return AccessControlEntry.of(subject, List.of(resource), Set.of(permissions));
    }

    static AccessControlEntry everybody(String href) {
        return entry(new AceSubject.ConnectionSubject(ConnectionType.ANON_CLEAR), href(href), Permission.RETRIEVE);
    }

    static AceResource href(String href) {
        return new AceResource.Href(href, List.of());
    }

    static AceResource all(WildcardKind kind) {
        return new AceResource.Wildcard(kind, List.of());
    }
}
