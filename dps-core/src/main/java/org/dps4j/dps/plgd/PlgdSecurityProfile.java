package org.dps4j.dps.plgd;

import org.dps4j.device.security.SecurityProfile;

/** The OCF security profiles that a program may name (OCF Security 14.8). */
public enum PlgdSecurityProfile {
    /** What every device keeps to. */
    BASELINE(SecurityProfile.BASELINE),
    /** Vouched for by a manufacturer certificate. */
    BLACK(SecurityProfile.BLACK),
    /** Vouched for by a manufacturer certificate of an ecosystem. */
    BLUE(SecurityProfile.BLUE),
    /** As blue, with a secure start and secure updates besides. */
    PURPLE(SecurityProfile.PURPLE);

    private final SecurityProfile profile;

    PlgdSecurityProfile(SecurityProfile profile) {
        this.profile = profile;
    }

    SecurityProfile profile() {
        return profile;
    }
}
