package org.dps4j.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.dps4j.dps.checkup.Finding;
import org.dps4j.dps.checkup.Grade;
import org.dps4j.loop.Loop;
import org.dps4j.loop.Workers;
import org.dps4j.protocol.coap.NettyLoops;

/** Starts the program {@code dps_cloud_server}: the only place that sees console, signals and the end of the process. */
public final class Main {

    private enum Request {
        FACTORY_RESET,
        REBOOT,
        END
    }

    private static final int FAILURE = 255;
    private static final int CHECK_FAILED = 1;
    private static final String NO_RIGHTS = "root required for settimeofday: see man settimeofday";

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(surroundings(), arguments));
    }

    /** Does what the arguments say, and returns the exit code. */
    static int run(Surroundings around, String... arguments) {
        Invocation invocation = CommandLineReader.read(arguments);
        if (invocation instanceof Invocation.Help help) {
            around.out().print(help.text());
            return 0;
        }
        if (invocation instanceof Invocation.Wrong wrong) {
            around.err().println(wrong.message());
            return FAILURE;
        }
        if (invocation instanceof Invocation.Check check) {
            Logging.set(check.options().logLevels());
            return check(check, around);
        }
        Options options = ((Invocation.Run) invocation).options();
        if (options.systemTime() == SystemTime.SET && !around.clock().maySet()) {
            around.err().println(NO_RIGHTS);
            return FAILURE;
        }
        around.out().print(options.summary());
        Logging.set(options.logLevels());
        return run(options, around, requests());
    }

    private static int check(Invocation.Check check, Surroundings around) {
        try (NettyLoops loops = NettyLoops.start("check", 1);
                Workers workers = Workers.named("check", 2, 4)) {
            List<Finding> findings = new DeviceCheckup(check, around, loops.next(), workers).findings();
            findings.stream().map(Finding::line).forEach(around.out()::println);
            return findings.stream().anyMatch(its -> its.grade() == Grade.FAIL) ? CHECK_FAILED : 0;
        } catch (InterruptedException e) {
            return FAILURE;
        }
    }

    private static Surroundings surroundings() {
        return new Surroundings(
                Path.of(System.getProperty("dps.home", "."), "pki_certs"),
                Path.of(System.getProperty("dps.directory", "")).resolve("dps_cloud_server_creds"),
                System.out,
                System.err,
                ProcessHandle.current().info().startInstant().orElseGet(Instant::now),
                new DateCommand());
    }

    private static int run(Options options, Surroundings around, BlockingQueue<Request> requests) {
        try (NettyLoops loops = NettyLoops.start("device", 1);
                Workers workers = Workers.named("store", 1, 16);
                ExampleDevice device = open(options, around, requests, loops.next(), workers)) {
            device.start();
            var unused = device.provisioned().thenRunAsync(Main::keepClassData, workers);
            for (Request request = requests.take(); request != Request.END; request = requests.take()) {
                carryOut(request, device, around);
            }
            return 0;
        } catch (StartFailure e) {
            around.err().println(e.getMessage());
            return FAILURE;
        } catch (InterruptedException e) {
            return FAILURE;
        }
    }

    private static ExampleDevice open(
            Options options, Surroundings around, BlockingQueue<Request> requests, Loop loop, Workers workers)
            throws StartFailure {
        return ExampleDevice.open(
                options,
                around,
                loop,
                workers,
                new OrderedMaintenance(
                        loop, () -> requests.add(Request.REBOOT), () -> requests.add(Request.FACTORY_RESET)));
    }

    private static void carryOut(Request request, ExampleDevice device, Surroundings around) {
        try {
            if (request == Request.FACTORY_RESET) {
                device.factoryReset();
            } else {
                device.reconnect();
            }
        } catch (StartFailure e) {
            around.err().println(e.getMessage());
        }
    }

    private static BlockingQueue<Request> requests() {
        BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
        Signals.on("HUP", () -> requests.add(Request.FACTORY_RESET));
        Signals.on("INT", () -> requests.add(Request.END));
        Signals.on("TERM", () -> requests.add(Request.END));
        return requests;
    }

    /** Tells the start script that the class data written at the end of this process covers a whole provisioning. */
    private static void keepClassData() {
        String archive = System.getProperty("dps.archive", "");
        if (!archive.isEmpty()) {
            try {
                Files.createFile(Path.of(archive + ".provisioned"));
            } catch (IOException e) {
                // Without the mark the archive is thrown away, and the next start is as fast as this one.
            }
        }
    }
}
