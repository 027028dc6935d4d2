package org.dps4j.demo;

import java.nio.file.Path;
import java.time.Clock;
import org.dps4j.demo.process.Children;

/** Starts the program {@code demo}: the only place that sees the clocks, the log and the end of the process. */
public final class Main {

    private static final String LOG = "logback.configurationFile";

    private Main() {}

    public static void main(String[] arguments) {
        if (System.getProperty(LOG) == null) {
            System.setProperty(LOG, "org/dps4j/demo/logback.xml");
        }
        Children children = new Children();
        Runtime.getRuntime().addShutdownHook(new Thread(children::close, "demo-end"));
        DemoCommand demo = new DemoCommand(
                Path.of(System.getProperty("dps.tree", "")), Clock.systemUTC(), System::nanoTime, children);
        System.exit(Commands.of(demo).execute(arguments));
    }
}
