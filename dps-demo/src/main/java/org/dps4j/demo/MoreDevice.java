package org.dps4j.demo;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.dps4j.demo.process.ChildEvent;
import org.dps4j.demo.process.ChildProcess;
import org.dps4j.demo.story.DeviceStory;

/** Runs one more device, and shows what it does, until it ends. For one thread. */
final class MoreDevice {

    private static final Duration SHORT_WAIT = Duration.ofSeconds(1);

    private final Programs programs;
    private final Cast cast;
    private final PrintWriter out;
    private final DeviceStory story = new DeviceStory();

    MoreDevice(Programs programs, Cast cast, PrintWriter out) {
        this.programs = programs;
        this.cast = cast;
        this.out = out;
    }

    /** Never returns well: a device goes on until it is ended, or this is. */
    void follow(String name, Path home, Path run, String endpoint) throws DemoFailure, InterruptedException {
        ChildProcess device = cast.start(
                name,
                programs.device(name, endpoint),
                run.resolve("devices").resolve(name),
                Map.of("DPS_HOME", home.toString()));
        out.println("  device         " + name + ", pid " + device.pid() + "; Ctrl-C ends it\n");
        while (true) {
            ChildEvent event = cast.next(SHORT_WAIT).orElse(null);
            if (event instanceof ChildEvent.Line line) {
                story.on(line.text()).ifPresent(out::println);
            } else if (event instanceof ChildEvent.Ended ended) {
                throw cast.failure(ended, story.trouble().orElse(""));
            }
        }
    }
}
