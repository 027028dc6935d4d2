package org.dps4j.device.security;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which security profiles a device claims. It is its maker who claims them: of what a profile demands, the device checks
 * only that the manufacturer certificate is there which vouches for it.
 *
 * @param supported all that it claims; at least one
 * @param current the one it follows, one of these
 * @param credential the id of the installed manufacturer certificate that vouches; none is needed for the baseline alone
 */
public record SecurityProfiles(Set<SecurityProfile> supported, SecurityProfile current, Optional<Integer> credential) {

    /** What a device claims unless it is told otherwise. */
    public static final SecurityProfiles BASELINE =
            new SecurityProfiles(EnumSet.of(SecurityProfile.BASELINE), SecurityProfile.BASELINE, Optional.empty());

    /** Checks that they fit together. */
    public SecurityProfiles {
        supported = Set.copyOf(supported);
        Objects.requireNonNull(credential, "credential");
        if (!supported.contains(current)) {
            throw new IllegalArgumentException("the current security profile is one of those that are supported, "
                    + supported + ", not " + current);
        }
        if (credential.isEmpty() && !supported.equals(Set.of(SecurityProfile.BASELINE))) {
            throw new IllegalArgumentException(
                    "a security profile beyond the baseline needs a manufacturer certificate that vouches for it");
        }
    }

    /** One profile, for which the manufacturer certificate with this credential id vouches. */
    public static SecurityProfiles of(SecurityProfile profile, int credential) {
        return new SecurityProfiles(EnumSet.of(profile), profile, Optional.of(credential));
    }
}
