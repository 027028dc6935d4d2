package org.dps4j.service.enrollment;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.dps4j.protocol.Secret;
import org.dps4j.service.hub.Hub;
import org.dps4j.service.hub.Hubs;
import org.dps4j.testkit.pki.TestAuthority;

/** Enrollment groups for tests: correct ones, each change of which is one method. */
public final class TestGroups {

    public static final UUID HUB = UUID.fromString("adebc667-1f2b-41e3-bf5c-6d6eabc68cc6");

    private TestGroups() {}

    public static EnrollmentGroup of(String name, TestAuthority lead) {
        List<X509Certificate> chain = lead.withKey().chainWithRoot();
        return new EnrollmentGroup(
                UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                name,
                "1",
                GroupAuthorities.of(
                        Stream.concat(chain.stream(), Stream.of(lead.withKey().root()))
                                .distinct()
                                .toList()),
                lead.certificate(),
                ExpiredCertificates.REFUSE,
                new Hubs(List.of(
                        new Hub(HUB, "hub", List.of(URI.create("coaps+tcp://cloud.example:5684")), "plgd.dps"))),
                Optional.empty(),
                DeviceIdPolicy.FREE,
                Set.of());
    }

    public static EnrollmentGroup acceptingExpired(EnrollmentGroup group) {
        return copy(group, group.lead(), ExpiredCertificates.ACCEPT, group.preSharedKey(), group.deviceIds(), Set.of());
    }

    public static EnrollmentGroup withLead(EnrollmentGroup group, X509Certificate lead) {
        return copy(group, lead, group.expiredCertificates(), group.preSharedKey(), group.deviceIds(), Set.of());
    }

    public static EnrollmentGroup withPolicy(EnrollmentGroup group, DeviceIdPolicy policy, Set<UUID> allowed) {
        return copy(group, group.lead(), group.expiredCertificates(), group.preSharedKey(), policy, allowed);
    }

    public static EnrollmentGroup withPreSharedKey(EnrollmentGroup group, Secret key) {
        return copy(group, group.lead(), group.expiredCertificates(), Optional.of(key), group.deviceIds(), Set.of());
    }

    public static EnrollmentGroup withOwnerAndHub(EnrollmentGroup group, String owner, UUID hub) {
        return new EnrollmentGroup(
                UUID.nameUUIDFromBytes(owner.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                owner,
                owner,
                group.authorities(),
                group.lead(),
                group.expiredCertificates(),
                new Hubs(List.of(
                        new Hub(hub, "hub", List.of(URI.create("coaps+tcp://other.example:5684")), "plgd.dps"))),
                group.preSharedKey(),
                group.deviceIds(),
                group.allowedDeviceIds());
    }

    private static EnrollmentGroup copy(
            EnrollmentGroup group,
            X509Certificate lead,
            ExpiredCertificates expired,
            Optional<Secret> preSharedKey,
            DeviceIdPolicy policy,
            Set<UUID> allowed) {
        return new EnrollmentGroup(
                group.id(),
                group.name(),
                group.owner(),
                group.authorities(),
                lead,
                expired,
                group.hubs(),
                preSharedKey,
                policy,
                allowed);
    }
}
