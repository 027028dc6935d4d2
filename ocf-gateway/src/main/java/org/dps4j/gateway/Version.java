package org.dps4j.gateway;

/** Which version of the program this is. */
final class Version {

    private Version() {}

    /** From the manifest of the jar; a build that is no jar yet is a development version. */
    static String ofProgram() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
