package org.dps4j.device.resource.security;

import java.util.List;
import java.util.Set;
import org.dps4j.device.Device;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.security.SecurityProfile;
import org.dps4j.device.security.SecurityProfiles;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;

/** {@code /oic/sec/sp}: the security profiles that the device's maker claims (OCF Security 14.8). */
final class SecurityProfileResource {

    static final String HREF = "/oic/sec/sp";

    private static final String CURRENT = "currentprofile";
    private static final String SUPPORTED = "supportedprofiles";

    private SecurityProfileResource() {}

    static Resource of(Device device) {
        return SecurityUpdates.at(HREF, "oic.r.sp")
                .unobservable()
                .onGet(request -> shown(device.state().securityProfiles()))
                .onPost(request -> write(device, request))
                .build();
    }

    private static CborMap shown(SecurityProfiles profiles) {
        return new MapWriter()
                .text(CURRENT, profiles.current().objectIdentifier())
                .texts(SUPPORTED, supported(profiles))
                .toMap();
    }

    private static List<String> supported(SecurityProfiles profiles) {
        return profiles.supported().stream()
                .map(SecurityProfile::objectIdentifier)
                .sorted()
                .toList();
    }

    /** Accepts what is so already: it is the maker who chooses. */
    private static ResourceAnswer write(Device device, ResourceRequest request) throws PayloadException {
        MapReader members = request.members();
        members.refuseOthersThan(Set.of(CURRENT, SUPPORTED));
        if (!device.state().ownership().pstat().state().isOpenToProvisioning()) {
            throw members.problem("a state in which the profile may be written", "normal operation");
        }
        SecurityProfiles profiles = device.state().securityProfiles();
        String current = profiles.current().objectIdentifier();
        boolean same = (!members.has(CURRENT) || members.text(CURRENT).equals(current))
                && (!members.has(SUPPORTED)
                        || Set.copyOf(members.optionalTexts(SUPPORTED)).equals(Set.copyOf(supported(profiles))));
        if (!same) {
            throw members.problem("the profile " + current + " of " + supported(profiles), "another one");
        }
        return ResourceAnswer.changed();
    }
}
