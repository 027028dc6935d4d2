package org.dps4j.program;

import org.slf4j.Logger;

/** INT and TERM: ends a program in order, with exit code 0. */
public final class StopSignal {

    private StopSignal() {}

    /**
     * From now on the end of the process closes {@code service} first. A JVM that is told to stop ends with a code of its
     * own; only halting says that all went well.
     *
     * @param name of the program, which names the thread that stops it
     * @param log is told when it has stopped
     */
    public static void closes(AutoCloseable service, String name, Logger log) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service, log), name + "-stop"));
    }

    private static void stop(AutoCloseable service, Logger log) {
        try {
            service.close();
            log.info("stopped");
            Runtime.getRuntime().halt(0);
        } catch (Exception e) {
            log.error("did not stop in order", e);
            Runtime.getRuntime().halt(1);
        }
    }
}
