package org.dps4j.device.security.access;

import java.util.Set;

/** What a resource is for, as far as access to it goes (OCF Security 12 and 13). */
public enum ResourceKind {
    /** One of {@code /oic/sec}: keys, owners and rules. */
    SECURITY,
    /** What configures the device or shows what it is; a wildcard of an access rule never means it. */
    CONFIGURATION,
    /** A part of every device that is not for configuration. */
    CORE,
    /** What the device is there for. */
    APPLICATION;

    private static final String SECURITY_PATHS = "/oic/sec/";
    private static final Set<String> CONFIGURATIONS =
            Set.of("/oic/res", "/oic/d", "/oic/p", "/oic/mnt", "/oc/swu", "/CoapCloudConfResURI", "/x.plgd.dev/time");
    private static final Set<String> CORES =
            Set.of("/oc/con", "/oc/wk/introspection", "/oc/introspection", "/.well-known/core");

    /** The kind of the resource under this path. */
    public static ResourceKind of(String href) {
        if (href.startsWith(SECURITY_PATHS)) {
            return SECURITY;
        }
        if (CONFIGURATIONS.contains(href)) {
            return CONFIGURATION;
        }
        return CORES.contains(href) ? CORE : APPLICATION;
    }

    boolean isConfiguration() {
        return this == SECURITY || this == CONFIGURATION;
    }
}
