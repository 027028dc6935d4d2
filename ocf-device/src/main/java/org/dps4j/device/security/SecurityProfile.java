package org.dps4j.device.security;

/** A security profile of OCF: what a maker says his device was built and certified for (OCF Security 14.8). */
public enum SecurityProfile {
    /** What every device keeps to. */
    BASELINE("1.3.6.1.4.1.51414.0.0.1.0"),
    /** Vouched for by a manufacturer certificate. */
    BLACK("1.3.6.1.4.1.51414.0.0.2.0"),
    /** Vouched for by a manufacturer certificate of an ecosystem. */
    BLUE("1.3.6.1.4.1.51414.0.0.3.0"),
    /** As blue, with a secure start and secure updates besides. */
    PURPLE("1.3.6.1.4.1.51414.0.0.4.0");

    private final String objectIdentifier;

    SecurityProfile(String objectIdentifier) {
        this.objectIdentifier = objectIdentifier;
    }

    /** How it is called in {@code /oic/sec/sp}. */
    public String objectIdentifier() {
        return objectIdentifier;
    }
}
