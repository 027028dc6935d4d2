package org.dps4j.device.cloud.client;

import java.util.Optional;
import org.dps4j.device.cloud.CloudAccess;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.CloudRegistration;

/**
 * What tells one membership of a device in a cloud from the next, whatever its tokens are by now: by what it was let in,
 * and as whom.
 */
record Membership(Optional<CloudAccess> access, Optional<String> userId) {

    static Membership of(CloudConfiguration cloud) {
        return new Membership(cloud.access(), cloud.registration().map(CloudRegistration::userId));
    }
}
