package org.dps4j.device.security;

/** The tag by which provisioning knows its own credentials and access rules. */
public final class Tags {

    /** Marks what was provisioned; anything else is never touched by provisioning. */
    public static final String PROVISIONED = "dps";

    private Tags() {}

    /** Whether {@code tag} is the mark of provisioning. */
    public static boolean isProvisioned(String tag) {
        return PROVISIONED.equals(tag);
    }
}
