package org.dps4j.device.security.access;

import static org.dps4j.device.security.access.Access.DELETE;
import static org.dps4j.device.security.access.Access.READ;
import static org.dps4j.device.security.access.Access.WRITE;
import static org.dps4j.device.security.access.AccessRow.CLEAR;
import static org.dps4j.device.security.access.AccessRow.CRED;
import static org.dps4j.device.security.access.AccessRow.DOXM;
import static org.dps4j.device.security.access.AccessRow.LIGHT;
import static org.dps4j.device.security.access.AccessRow.NORMAL;
import static org.dps4j.device.security.access.AccessRow.OTHER;
import static org.dps4j.device.security.access.AccessRow.PEER;
import static org.dps4j.device.security.access.AccessRow.PSTAT;
import static org.dps4j.device.security.access.AccessRow.SECURE;
import static org.dps4j.device.security.access.AccessRow.TRANSFER;
import static org.dps4j.device.security.access.AccessRow.UNOWNED;
import static org.dps4j.device.security.access.AccessRow.allowed;
import static org.dps4j.device.security.access.AccessRow.at;
import static org.dps4j.device.security.access.AccessRow.denied;
import static org.dps4j.device.security.access.AccessRow.everybody;
import static org.dps4j.device.security.access.AccessRow.in;
import static org.dps4j.device.security.ownership.OperationalState.READY_FOR_PROVISIONING;
import static org.dps4j.device.security.ownership.OperationalState.RESET;
import static org.dps4j.device.security.ownership.OperationalState.SOFT_RESET;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dps4j.device.security.access.AccessTarget.Exposure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every step of the decision. */
class AccessDecisionTest {

    @ParameterizedTest
    @MethodSource("steps")
    void decides(AccessRow row) {
        row.check();
    }

    static Stream<AccessRow> steps() {
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
}
