package org.dps4j.testkit.fuzz;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** The one method of a fuzz target, found by the name of its class. */
@FunctionalInterface
interface FuzzTarget {

    /** Hands one input to the code under test; throws if that breaks its contract. */
    void run(byte[] input) throws Exception;

    /** @throws ReflectiveOperationException if there is no such class, or no such method in it */
    static FuzzTarget named(String className) throws ReflectiveOperationException {
        Method method = Class.forName(className).getMethod("fuzzerTestOneInput", byte[].class);
        return input -> {
            try {
                method.invoke(null, (Object) input);
            } catch (InvocationTargetException thrown) {
                if (thrown.getCause() instanceof Error error) {
                    throw error;
                }
                throw thrown.getCause() instanceof Exception exception ? exception : thrown;
            }
        };
    }
}
