package org.dps4j.device.security.access;

import static org.dps4j.device.security.access.Access.DELETE;
import static org.dps4j.device.security.access.Access.READ;
import static org.dps4j.device.security.access.Access.WRITE;
import static org.dps4j.device.security.access.AccessRow.CLEAR;
import static org.dps4j.device.security.access.AccessRow.CRED;
import static org.dps4j.device.security.access.AccessRow.LIGHT;
import static org.dps4j.device.security.access.AccessRow.NORMAL;
import static org.dps4j.device.security.access.AccessRow.OTHER;
import static org.dps4j.device.security.access.AccessRow.PEER;
import static org.dps4j.device.security.access.AccessRow.SECURE;
import static org.dps4j.device.security.access.AccessRow.all;
import static org.dps4j.device.security.access.AccessRow.allowed;
import static org.dps4j.device.security.access.AccessRow.at;
import static org.dps4j.device.security.access.AccessRow.denied;
import static org.dps4j.device.security.access.AccessRow.during;
import static org.dps4j.device.security.access.AccessRow.entry;
import static org.dps4j.device.security.access.AccessRow.href;
import static org.dps4j.device.security.access.AccessRow.in;
import static org.dps4j.device.security.access.AccessRow.rule;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dps4j.device.security.access.AccessTarget.Exposure;
import org.dps4j.protocol.payload.acl.AceResource;
import org.dps4j.protocol.payload.acl.AceSubject;
import org.dps4j.protocol.payload.acl.ConnectionType;
import org.dps4j.protocol.payload.acl.Permission;
import org.dps4j.protocol.payload.acl.WildcardKind;
import org.dps4j.protocol.payload.credential.RoleId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which a rule does or does not match. */
class AccessRulesTest {

    @ParameterizedTest
    @MethodSource("rules")
    void decides(AccessRow row) {
        row.check();
    }

    static Stream<AccessRow> rules() {
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
}
