package org.dps4j.device.resource;

import static org.dps4j.device.resource.ResourceMethod.DELETE;
import static org.dps4j.device.resource.ResourceMethod.GET;
import static org.dps4j.device.resource.ResourceMethod.POST;
import static org.dps4j.device.resource.ResourceMethod.PUT;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The interfaces of OCF, with the methods that each admits (OCF Core 7.6.3). */
public enum ResourceInterface {
    /** Everything, with the members that every resource has. */
    BASELINE("oic.if.baseline", GET, PUT, POST, DELETE),
    /** The links of a collection. */
    LINKS("oic.if.ll", GET),
    /** The resources of a collection at once. */
    BATCH("oic.if.b", GET, PUT, POST, DELETE),
    /** Read only. */
    READ("oic.if.r", GET),
    /** Read and write. */
    READ_WRITE("oic.if.rw", GET, PUT, POST, DELETE),
    /** What acts on the world. */
    ACTUATOR("oic.if.a", GET, PUT, POST, DELETE),
    /** What senses the world. */
    SENSOR("oic.if.s", GET),
    /** Write only. */
    WRITE("oic.if.w", PUT, POST, DELETE),
    /** Makes new resources. */
    CREATE("oic.if.create", GET, PUT, POST),
    /** The values after a power cycle. */
    STARTUP("oic.if.startup", GET, PUT, POST, DELETE),
    /** The values after a power cycle are those before it. */
    STARTUP_REVERT("oic.if.startup.revert", GET, PUT, POST, DELETE);

    private final String wireValue;
    private final Set<ResourceMethod> methods;

    ResourceInterface(String wireValue, ResourceMethod... methods) {
        this.wireValue = wireValue;
        this.methods = Set.of(methods);
    }

    /** The name on the wire. */
    public String wireValue() {
        return wireValue;
    }

    /** Whether this method may be used on a resource seen through this interface. */
    public boolean admits(ResourceMethod method) {
        return methods.contains(method);
    }

    /** The interface with this name, if it is one of OCF's. */
    public static Optional<ResourceInterface> ofWireValue(String wireValue) {
        return Arrays.stream(values())
                .filter(its -> its.wireValue.equals(wireValue))
                .findFirst();
    }
}
