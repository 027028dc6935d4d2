package org.dps4j.device.security.ownership;

import java.util.Objects;
import java.util.UUID;

/**
 * The secure domain that a device belongs to, the resource {@code /oic/sec/sdi} as a value (OCF Security 13.16).
 *
 * @param id the domain's id; the nil UUID while there is none
 * @param name what people call it, 0 to 64 characters
 * @param visibility whether {@code /oic/res} shows both
 */
public record SecureDomain(UUID id, String name, Visibility visibility) {

    /** Who may see it. */
    public enum Visibility {
        /** Whoever discovers the device. */
        PUBLIC,
        /** Only who may read the resource itself. */
        PRIVATE
    }

    /** A device without a domain. */
    public static final SecureDomain NONE = new SecureDomain(Doxm.NOBODY, "", Visibility.PUBLIC);

    /** How many characters a name has at most. */
    public static final int LONGEST_NAME = 64;

    public SecureDomain {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(visibility, "visibility");
        if (name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "a domain's name has at most " + LONGEST_NAME + " characters, not " + name.length());
        }
    }
}
