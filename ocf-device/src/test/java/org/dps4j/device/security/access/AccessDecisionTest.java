package org.dps4j.device.security.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dps4j.device.security.access.Access.DELETE;
import static org.dps4j.device.security.access.Access.READ;
import static org.dps4j.device.security.access.Access.WRITE;
import static org.dps4j.device.security.ownership.OperationalState.READY_FOR_NORMAL_OPERATION;
import static org.dps4j.device.security.ownership.OperationalState.READY_FOR_OWNERSHIP_TRANSFER;
import static org.dps4j.device.security.ownership.OperationalState.READY_FOR_PROVISIONING;
import static org.dps4j.device.security.ownership.OperationalState.RESET;
import static org.dps4j.device.security.ownership.OperationalState.SOFT_RESET;

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
import org.dps4j.protocol.payload.credential.RoleId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the decision, and every way in which a rule does or does not match. */
class AccessDecisionTest {

    private static final Instant NOW = Instant.parse("2027-01-01T12:00:00Z");
    private static final UUID PEER = UUID.fromString("adebc667-1f2b-41e3-bf5c-6d6eabc68cc6");
    private static final UUID OTHER = UUID.fromString("b80c8fef-a677-5340-85fb-2c162d75df03");
    private static final Requester CLEAR = Requester.ANONYMOUS;
    private static final Requester SECURE = Requester.of(PEER);
    private static final Requester TRANSFER = SECURE.on(Channel.OWNER_TRANSFER);
    private static final OperationalState UNOWNED = READY_FOR_OWNERSHIP_TRANSFER;
    private static final OperationalState NORMAL = READY_FOR_NORMAL_OPERATION;

    private static final String LIGHT = "/light/1";
    private static final String DOXM = "/oic/sec/doxm";
    private static final String PSTAT = "/oic/sec/pstat";
    private static final String CRED = "/oic/sec/cred";

    /** One row: who wants what of which resource in which situation, and what step decides how. */
    private record Row(
            String what,
            Requester requester,
            Access access,
            AccessTarget target,
            AccessSituation situation,
            int step,
            AccessDecision.Verdict verdict) {

        @Override
        public String toString() {
            return step + " " + verdict + ": " + what;
        }
    }

    @ParameterizedTest
    @MethodSource({"steps", "rules"})
    void decides(Row row) {
        assertThat(AccessDecision.of(row.requester(), row.access(), row.target(), row.situation()))
                .isEqualTo(new AccessDecision(row.verdict(), row.step()));
    }

    static Stream<Row> steps() {
        AccessTarget open = new AccessTarget(LIGHT, Exposure.SECURE, "oic.if.rw", Optional.empty(), Set.of(READ));
        AccessTarget owned = new AccessTarget(CRED, Exposure.SECURE, "oic.if.rw", Optional.of(PEER), Set.of());
        AccessTarget foreign = new AccessTarget(CRED, Exposure.SECURE, "oic.if.rw", Optional.of(OTHER), Set.of());
        return Stream.of(
                denied(1, "in clear while somebody transfers the ownership", CLEAR, READ, at(DOXM), in(UNOWNED, 1)),
                denied(1, "even what is open before", CLEAR, READ, open, in(UNOWNED, 1)),
                allowed(7, "in clear while nobody does", CLEAR, READ, at(DOXM), in(UNOWNED, 0)),
                denied(8, "in clear later on", CLEAR, READ, at(DOXM), in(NORMAL, 1)),
                allowed(2, "what is open before ownership", CLEAR, READ, open, in(UNOWNED, 0)),
                denied(3, "but only what is open of it", CLEAR, WRITE, open, in(UNOWNED, 0)),
                denied(4, "and only before", CLEAR, READ, open, in(NORMAL, 0)),
                denied(3, "a light before ownership", TRANSFER, READ, at(LIGHT), in(UNOWNED, 1)),
                denied(3, "a light while provisioning", SECURE, READ, at(LIGHT), in(READY_FOR_PROVISIONING, 1)),
                denied(3, "a light in soft reset", SECURE, READ, at(LIGHT), in(SOFT_RESET, 1)),
                denied(3, "a light in reset", SECURE, READ, at(LIGHT), in(RESET, 1)),
                denied(3, "the name while provisioning", SECURE, READ, at("/oc/con"), in(READY_FOR_PROVISIONING, 1)),
                denied(4, "a light in clear", CLEAR, READ, at(LIGHT), in(NORMAL, 0, everybody(LIGHT))),
                allowed(
                        11,
                        "a part of the device in clear",
                        CLEAR,
                        READ,
                        at("/oc/con"),
                        in(NORMAL, 0, everybody("/oc/con"))),
                allowed(5, "who takes over may configure", TRANSFER, WRITE, at(CRED), in(UNOWNED, 1)),
                allowed(5, "and delete", TRANSFER, DELETE, at(CRED), in(READY_FOR_PROVISIONING, 1)),
                denied(11, "but not the name", TRANSFER, WRITE, at("/oc/con"), in(NORMAL, 1)),
                allowed(6, "the list before ownership", CLEAR, READ, at("/oic/res"), in(UNOWNED, 0)),
                allowed(6, "the device before ownership", SECURE, READ, at("/oic/d"), in(UNOWNED, 2)),
                allowed(6, "the platform before ownership", SECURE, READ, at("/oic/p"), in(UNOWNED, 1)),
                denied(11, "the list later on", SECURE, READ, at("/oic/res"), in(NORMAL, 1)),
                allowed(6, "the time always", CLEAR, READ, at("/x.plgd.dev/time"), in(NORMAL, 0)),
                allowed(
                        6,
                        "the time while provisioning",
                        CLEAR,
                        READ,
                        at("/x.plgd.dev/time"),
                        in(READY_FOR_PROVISIONING, 0)),
                denied(11, "but nobody sets it", SECURE, WRITE, at("/x.plgd.dev/time"), in(NORMAL, 1)),
                allowed(7, "doxm in clear before anybody connects", CLEAR, WRITE, at(DOXM), in(UNOWNED, 0)),
                allowed(7, "the state in clear before anybody connects", CLEAR, READ, at(PSTAT), in(UNOWNED, 0)),
                denied(7, "but not to write", CLEAR, WRITE, at(PSTAT), in(UNOWNED, 0)),
                denied(7, "nor anything else", CLEAR, READ, at(CRED), in(UNOWNED, 0, everybody(CRED))),
                denied(7, "nor to write the list", CLEAR, WRITE, at("/oic/res"), in(UNOWNED, 0)),
                denied(11, "a stranger on another connection", SECURE, READ, at(CRED), in(UNOWNED, 2)),
                denied(8, "keys in clear while provisioning", CLEAR, READ, at(CRED), in(READY_FOR_PROVISIONING, 0)),
                denied(8, "keys in clear in normal operation", CLEAR, READ, owned, in(NORMAL, 0)),
                denied(8, "keys in clear in soft reset", CLEAR, READ, at(CRED), in(SOFT_RESET, 0)),
                denied(11, "nothing in reset", SECURE, READ, at(CRED), in(RESET, 1)),
                allowed(9, "the owner of the resource", SECURE, WRITE, owned, in(NORMAL, 1)),
                denied(11, "the owner of another one", SECURE, WRITE, foreign, in(NORMAL, 1)),
                denied(11, "somebody without a name", Requester.UNNAMED, WRITE, owned, in(NORMAL, 1)),
                allowed(10, "everybody his own roles", Requester.UNNAMED, WRITE, at("/oic/sec/roles"), in(NORMAL, 1)),
                allowed(
                        10,
                        "also while provisioning",
                        SECURE,
                        DELETE,
                        at("/oic/sec/roles"),
                        in(READY_FOR_PROVISIONING, 1)),
                allowed(10, "also in soft reset", SECURE, READ, at("/oic/sec/roles"), in(SOFT_RESET, 1)),
                denied(11, "but not before ownership", SECURE, READ, at("/oic/sec/roles"), in(UNOWNED, 2)),
                denied(8, "nor in clear", CLEAR, READ, at("/oic/sec/roles"), in(NORMAL, 0)));
    }

    static Stream<Row> rules() {
        AceSubject peer = new AceSubject.DeviceSubject(PEER);
        AceSubject anonymous = new AceSubject.ConnectionSubject(ConnectionType.ANON_CLEAR);
        AceSubject encrypted = new AceSubject.ConnectionSubject(ConnectionType.AUTH_CRYPT);
        AceSubject role = new AceSubject.RoleSubject("lamp lighter", Optional.of("city"));
        Requester lighter = SECURE.with(Set.of(new RoleId("lamp lighter", Optional.of("city"))));
        Requester pretender = SECURE.with(Set.of(new RoleId("lamp lighter", Optional.empty())));
        Requester owner = Requester.UNNAMED.with(Set.of(new RoleId("oic.role.owner", Optional.empty())));
        AccessTarget hidden = new AccessTarget(LIGHT, Exposure.HIDDEN, "oic.if.rw", Optional.empty(), Set.of());
        AccessTarget clear = new AccessTarget(LIGHT, Exposure.CLEAR, "oic.if.rw", Optional.empty(), Set.of());
        return Stream.of(
                denied(11, "no rule", SECURE, READ, at(LIGHT), in(NORMAL, 1)),
                allowed(
                        11,
                        "a rule for the peer",
                        SECURE,
                        READ,
                        at(LIGHT),
                        rule(peer, href(LIGHT), Permission.RETRIEVE)),
                denied(
                        11,
                        "a rule for another",
                        Requester.of(OTHER),
                        READ,
                        at(LIGHT),
                        rule(peer, href(LIGHT), Permission.RETRIEVE)),
                denied(
                        11,
                        "a rule for another path",
                        SECURE,
                        READ,
                        at("/light/2"),
                        rule(peer, href(LIGHT), Permission.RETRIEVE)),
                allowed(
                        11,
                        "who may be notified may read",
                        SECURE,
                        READ,
                        at(LIGHT),
                        rule(peer, href(LIGHT), Permission.NOTIFY)),
                denied(
                        11,
                        "who may write may not read",
                        SECURE,
                        READ,
                        at(LIGHT),
                        rule(peer, href(LIGHT), Permission.UPDATE)),
                allowed(
                        11,
                        "who may create may write",
                        SECURE,
                        WRITE,
                        at(LIGHT),
                        rule(peer, href(LIGHT), Permission.CREATE)),
                allowed(
                        11,
                        "who may update may write",
                        SECURE,
                        WRITE,
                        at(LIGHT),
                        rule(peer, href(LIGHT), Permission.UPDATE)),
                denied(
                        11,
                        "who may delete may not write",
                        SECURE,
                        WRITE,
                        at(LIGHT),
                        rule(peer, href(LIGHT), Permission.DELETE)),
                allowed(
                        11,
                        "who may delete may delete",
                        SECURE,
                        DELETE,
                        at(LIGHT),
                        rule(peer, href(LIGHT), Permission.DELETE)),
                denied(
                        11,
                        "who may all else may not delete",
                        SECURE,
                        DELETE,
                        at(LIGHT),
                        rule(
                                peer,
                                href(LIGHT),
                                Permission.CREATE,
                                Permission.RETRIEVE,
                                Permission.UPDATE,
                                Permission.NOTIFY)),
                allowed(
                        11,
                        "two rules add up",
                        SECURE,
                        WRITE,
                        at(LIGHT),
                        in(
                                NORMAL,
                                1,
                                entry(peer, href(LIGHT), Permission.RETRIEVE),
                                entry(encrypted, href(LIGHT), Permission.UPDATE))),
                allowed(11, "encrypted", SECURE, READ, at(LIGHT), rule(encrypted, href(LIGHT), Permission.RETRIEVE)),
                denied(
                        11,
                        "not encrypted",
                        CLEAR,
                        READ,
                        at("/oic/d"),
                        rule(encrypted, href("/oic/d"), Permission.RETRIEVE)),
                allowed(
                        11,
                        "in clear",
                        CLEAR,
                        READ,
                        at("/oic/d"),
                        rule(anonymous, href("/oic/d"), Permission.RETRIEVE)),
                allowed(
                        11,
                        "what is open in clear is open encrypted",
                        SECURE,
                        READ,
                        at("/oic/d"),
                        rule(anonymous, href("/oic/d"), Permission.RETRIEVE)),
                denied(
                        11,
                        "security is open to no kind of connection",
                        SECURE,
                        READ,
                        at(CRED),
                        in(
                                NORMAL,
                                1,
                                entry(anonymous, href(CRED), Permission.RETRIEVE),
                                entry(encrypted, href(CRED), Permission.RETRIEVE))),
                allowed(
                        11,
                        "security is open to a peer",
                        SECURE,
                        READ,
                        at(CRED),
                        rule(peer, href(CRED), Permission.RETRIEVE)),
                allowed(11, "a role", lighter, READ, at(LIGHT), rule(role, href(LIGHT), Permission.RETRIEVE)),
                denied(
                        11,
                        "the role of another authority",
                        pretender,
                        READ,
                        at(LIGHT),
                        rule(role, href(LIGHT), Permission.RETRIEVE)),
                denied(11, "without the role", SECURE, READ, at(LIGHT), rule(role, href(LIGHT), Permission.RETRIEVE)),
                allowed(11, "the owner's role needs no rule", owner, DELETE, at(CRED), in(NORMAL, 1)),
                allowed(
                        11,
                        "* is a listed resource",
                        SECURE,
                        READ,
                        at(LIGHT),
                        rule(peer, all(WildcardKind.ALL), Permission.RETRIEVE)),
                allowed(
                        11,
                        "* is a hidden resource",
                        SECURE,
                        READ,
                        hidden,
                        rule(peer, all(WildcardKind.ALL), Permission.RETRIEVE)),
                allowed(
                        11,
                        "+ is a listed resource",
                        SECURE,
                        READ,
                        at(LIGHT),
                        rule(peer, all(WildcardKind.SECURE), Permission.RETRIEVE)),
                denied(
                        11,
                        "+ is no hidden resource",
                        SECURE,
                        READ,
                        hidden,
                        rule(peer, all(WildcardKind.SECURE), Permission.RETRIEVE)),
                denied(
                        11,
                        "- is nothing without an endpoint in clear",
                        SECURE,
                        READ,
                        at(LIGHT),
                        rule(peer, all(WildcardKind.PUBLIC), Permission.RETRIEVE)),
                allowed(
                        11,
                        "- is what has one",
                        SECURE,
                        READ,
                        clear,
                        rule(peer, all(WildcardKind.PUBLIC), Permission.RETRIEVE)),
                allowed(
                        11,
                        "+ is that, too",
                        SECURE,
                        READ,
                        clear,
                        rule(peer, all(WildcardKind.SECURE), Permission.RETRIEVE)),
                allowed(
                        11,
                        "* is the name of the device",
                        SECURE,
                        WRITE,
                        at("/oc/con"),
                        rule(peer, all(WildcardKind.ALL), Permission.UPDATE)),
                allowed(
                        11,
                        "* is the introspection",
                        SECURE,
                        READ,
                        at("/oc/wk/introspection"),
                        rule(peer, all(WildcardKind.ALL), Permission.RETRIEVE)),
                denied(
                        11,
                        "* is not the list",
                        SECURE,
                        READ,
                        at("/oic/res"),
                        rule(peer, all(WildcardKind.ALL), Permission.RETRIEVE)),
                denied(
                        11,
                        "* is not the device",
                        SECURE,
                        READ,
                        at("/oic/d"),
                        rule(peer, all(WildcardKind.ALL), Permission.RETRIEVE)),
                denied(
                        11,
                        "* is not the maintenance",
                        SECURE,
                        WRITE,
                        at("/oic/mnt"),
                        rule(peer, all(WildcardKind.ALL), Permission.UPDATE)),
                denied(
                        11,
                        "* is not the cloud's configuration",
                        SECURE,
                        WRITE,
                        at("/CoapCloudConfResURI"),
                        rule(peer, all(WildcardKind.ALL), Permission.UPDATE)),
                denied(
                        11,
                        "* is no key",
                        SECURE,
                        READ,
                        at(CRED),
                        rule(peer, all(WildcardKind.ALL), Permission.RETRIEVE)),
                allowed(
                        11,
                        "an interface among others",
                        SECURE,
                        READ,
                        at(LIGHT),
                        rule(peer, new AceResource.Href(LIGHT, List.of("oic.if.r", "oic.if.rw")), Permission.RETRIEVE)),
                allowed(
                        11,
                        "every interface",
                        SECURE,
                        READ,
                        at(LIGHT),
                        rule(peer, new AceResource.Href(LIGHT, List.of("*")), Permission.RETRIEVE)),
                denied(
                        11,
                        "another interface",
                        SECURE,
                        READ,
                        at(LIGHT),
                        rule(peer, new AceResource.Href(LIGHT, List.of("oic.if.r")), Permission.RETRIEVE)),
                allowed(11, "a rule in its time", SECURE, READ, at(LIGHT), during("20270101T000000Z/P1D")),
                denied(11, "a rule before its time", SECURE, READ, at(LIGHT), during("20270102T000000Z/P1D")),
                denied(11, "a rule after its time", SECURE, READ, at(LIGHT), during("20261231T000000Z/PT36H")),
                allowed(
                        11,
                        "a rule in one of its times",
                        SECURE,
                        READ,
                        at(LIGHT),
                        during("20260101T000000Z/P1D", "20270101T000000Z/P1D")));
    }

    private static Row allowed(
            int step, String what, Requester who, Access access, AccessTarget target, AccessSituation in) {
        return new Row(what, who, access, target, in, step, AccessDecision.Verdict.ALLOWED);
    }

    private static Row denied(
            int step, String what, Requester who, Access access, AccessTarget target, AccessSituation in) {
        return new Row(what, who, access, target, in, step, AccessDecision.Verdict.DENIED);
    }

    private static AccessTarget at(String href) {
        return new AccessTarget(href, Exposure.SECURE, "oic.if.rw", Optional.empty(), Set.of());
    }

    private static AccessSituation in(OperationalState state, int securePeers, AccessControlEntry... rules) {
        return new AccessSituation(state, List.of(rules), NOW, securePeers);
    }

    private static AccessSituation rule(AceSubject subject, AceResource resource, Permission... permissions) {
        return in(NORMAL, 1, entry(subject, resource, permissions));
    }

    private static AccessSituation during(String... periods) {
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

    private static AccessControlEntry entry(AceSubject subject, AceResource resource, Permission... permissions) {
        return AccessControlEntry.of(subject, List.of(resource), Set.of(permissions));
    }

    private static AccessControlEntry everybody(String href) {
        return entry(new AceSubject.ConnectionSubject(ConnectionType.ANON_CLEAR), href(href), Permission.RETRIEVE);
    }

    private static AceResource href(String href) {
        return new AceResource.Href(href, List.of());
    }

    private static AceResource all(WildcardKind kind) {
        return new AceResource.Wildcard(kind, List.of());
    }
}
