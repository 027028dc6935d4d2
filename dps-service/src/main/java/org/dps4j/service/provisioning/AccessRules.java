package org.dps4j.service.provisioning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.dps4j.protocol.payload.acl.AccessControlEntry;
import org.dps4j.protocol.payload.acl.AceResource;
import org.dps4j.protocol.payload.acl.AceSubject;
import org.dps4j.protocol.payload.acl.AclsAnswer;
import org.dps4j.protocol.payload.acl.ConnectionType;
import org.dps4j.protocol.payload.acl.Permission;
import org.dps4j.protocol.payload.acl.WildcardKind;
import org.dps4j.service.enrollment.EnrollmentGroup;

/** The access rules of a group's devices: the owner may do everything, its hubs what they need, anybody may discover. */
final class AccessRules {

    /** Marks what the service delivers, so that a device can replace it without touching what others put there. */
    static final String TAG = "dps";

    private static final List<String> ANY_INTERFACE = List.of("*");
    private static final List<String> OF_HUBS = List.of("/oc/con", "/oc/swu", "/oic/mnt", "/x.plgd.dev/time");
    private static final List<String> OF_THE_OWNER_ALONE = List.of("/CoapCloudConfResURI", "/oic/sec/sp");
    private static final List<String> FOR_DISCOVERY =
            List.of("/oic/d", "/oic/p", "/oic/res", "/oic/sec/sdi", "/oic/sec/doxm");

    private AccessRules() {}

    static AclsAnswer of(EnrollmentGroup group) {
        List<AceResource> ofHubs = Stream.concat(
                        hrefs(OF_HUBS), Stream.of(new AceResource.Wildcard(WildcardKind.ALL, ANY_INTERFACE)))
                .toList();
        List<AccessControlEntry> entries = new ArrayList<>();
        entries.add(all(
                group.ownerId(),
                Stream.concat(hrefs(OF_THE_OWNER_ALONE), ofHubs.stream()).toList()));
        entries.add(AccessControlEntry.of(
                        new AceSubject.ConnectionSubject(ConnectionType.ANON_CLEAR),
                        hrefs(FOR_DISCOVERY).toList(),
                        Set.of(Permission.RETRIEVE))
                .withTag(TAG));
        group.hubs().ids().forEach(hub -> entries.add(all(hub, ofHubs)));
        return new AclsAnswer(entries, Optional.empty());
    }

    private static AccessControlEntry all(UUID subject, List<AceResource> resources) {
        return AccessControlEntry.of(new AceSubject.DeviceSubject(subject), resources, Permission.all())
                .withTag(TAG);
    }

    private static Stream<AceResource> hrefs(List<String> paths) {
        return paths.stream().map(path -> new AceResource.Href(path, ANY_INTERFACE));
    }
}
