package org.dps4j.example;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Hands the signals of the operating system to the program. The JDK has no supported type for that, so the one of module
 * {@code jdk.unsupported} is looked up by name; where it is missing, signals do what they do by default.
 */
final class Signals {

    private Signals() {}

    /** Runs {@code action} at each signal {@code name}, such as HUP, on a thread of the runtime. */
    static void on(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (self, method, its) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            if (e instanceof InvocationTargetException refused
                    && !(refused.getCause() instanceof IllegalArgumentException)) {
                throw new IllegalStateException("cannot take signal " + name, e);
            }
        }
    }
}
