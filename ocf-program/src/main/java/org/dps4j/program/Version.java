package org.dps4j.program;

/** Which version of a program this is. */
public final class Version {

    private Version() {}

    /** From the manifest of the jar that holds {@code main}; a build that is no jar yet is a development version. */
    public static String of(Class<?> main) {
        String version = main.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** What {@code --version} shows: the program called {@code name} and the Java it runs on. */
    public static String[] lines(String name, Class<?> main) {
        return new String[] {
            name + " " + of(main), "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name")
        };
    }
}
