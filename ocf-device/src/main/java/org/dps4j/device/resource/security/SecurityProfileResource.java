package org.dps4j.device.resource.security;

import java.util.List;
import java.util.Set;
import org.dps4j.device.Device;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;

/** {@code /oic/sec/sp}: the security profile, of which the device has one, the baseline (OCF Security 14.8). */
final class SecurityProfileResource {

    static final String HREF = "/oic/sec/sp";

    private static final String CURRENT = "currentprofile";
    private static final String SUPPORTED = "supportedprofiles";
    private static final String BASELINE = "1.3.6.1.4.1.51414.0.0.1.0";

    private SecurityProfileResource() {}

    static Resource of(Device device) {
        return SecurityUpdates.at(HREF, "oic.r.sp")
                .unobservable()
                .onGet(request -> shown())
                .onPost(request -> write(device, request))
                .build();
    }

    private static CborMap shown() {
        return new MapWriter()
                .text(CURRENT, BASELINE)
                .texts(SUPPORTED, List.of(BASELINE))
                .toMap();
    }

    /** Accepts what is so already: there is nothing to choose. */
    private static ResourceAnswer write(Device device, ResourceRequest request) throws PayloadException {
        MapReader members = request.members();
        members.refuseOthersThan(Set.of(CURRENT, SUPPORTED));
        if (!device.state().ownership().pstat().state().isOpenToProvisioning()) {
            throw members.problem("a state in which the profile may be written", "normal operation");
        }
        boolean same = (!members.has(CURRENT) || members.text(CURRENT).equals(BASELINE))
                && (!members.has(SUPPORTED) || members.optionalTexts(SUPPORTED).equals(List.of(BASELINE)));
        if (!same) {
            throw members.problem("the profile " + BASELINE, "another one");
        }
        return ResourceAnswer.changed();
    }
}
