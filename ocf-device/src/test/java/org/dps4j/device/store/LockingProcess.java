package org.dps4j.device.store;

import java.io.IOException;
import java.nio.file.Path;

/** A program that opens a store and keeps it until its input ends, which it does at the latest with the test. */
final class LockingProcess {

    private LockingProcess() {}

    static Process start(Path directory) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockingProcess.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] arguments) throws IOException {
        new FileDeviceStore(Path.of(arguments[0]), Runnable::run)
                .load()
                .toCompletableFuture()
                .join();
        System.out.println("taken");
        while (System.in.read() >= 0) {
            continue;
        }
    }
}
