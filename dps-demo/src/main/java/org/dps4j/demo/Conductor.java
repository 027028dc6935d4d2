package org.dps4j.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.dps4j.demo.files.OwnerOnly;
import org.dps4j.demo.pki.PkiLayout;
import org.dps4j.demo.process.ChildCommand;
import org.dps4j.demo.process.ChildEvent;
import org.dps4j.demo.process.ChildProcess;
import org.dps4j.demo.process.Children;
import org.dps4j.demo.story.DeviceStory;

/** Starts service and device, one after the other, and shows what they do. For one thread. */
final class Conductor {

    private static final String SERVICE = "service";
    private static final String DEVICE = "device";
    private static final String DEVICE_NAME = "demo-device";
    private static final int COAP_PORT = 20030;
    private static final int HTTP_PORT = 9100;
    private static final Duration SERVICE_PATIENCE = Duration.ofSeconds(60);
    private static final Duration DEVICE_PATIENCE = Duration.ofSeconds(30);
    private static final Duration SHORT_WAIT = Duration.ofSeconds(1);

    private final Programs programs;
    private final PkiLayout pki;
    private final RunDirectory run;
    private final Children children;
    private final PrintWriter out;
    private final LongSupplier nanoTime;
    private final DeviceStory story = new DeviceStory();

    Conductor(
            Programs programs,
            PkiLayout pki,
            RunDirectory run,
            Children children,
            PrintWriter out,
            LongSupplier nanoTime) {
        this.programs = programs;
        this.pki = pki;
        this.run = run;
        this.children = children;
        this.out = out;
        this.nanoTime = nanoTime;
    }

    void perform(Ending ending) throws DemoFailure, InterruptedException {
        Port coap = Port.free(COAP_PORT);
        Port http = Port.free(HTTP_PORT);
        sayIfAnother(coap);
        sayIfAnother(http);
        startService(coap, http);
        ChildProcess device = startDevice(coap);
        follow(DEVICE_PATIENCE);
        out.println(WhatHappened.text(programs, pki, run, http.number()));
        if (ending == Ending.BY_HAND) {
            out.println("Both go on. To reset the device and see it provision itself anew: kill -HUP " + device.pid()
                    + "\nCtrl-C ends both.\n");
            goOn();
        }
    }

    private void startService(Port coap, Port http) throws DemoFailure, InterruptedException {
        long start = nanoTime.getAsLong();
        Path settings = run.service().resolve("service.yaml");
        try {
            OwnerOnly.write(settings, ServiceSettings.yaml(pki, coap.number(), http.number()));
        } catch (IOException e) {
            throw new DemoFailure("cannot write " + settings + " (" + e + ")", e);
        }
        start(
                SERVICE,
                List.of(programs.service().toString(), "--config", settings.toString()),
                run.service(),
                Map.of());
        String ready = "coaps+tcp://127.0.0.1:" + coap.number();
        String last = "";
        while (!last.contains(ready)) {
            last = nextLine(start, SERVICE_PATIENCE, "the service did not say that it listens on " + ready, last)
                    .text();
        }
        out.println("  service        listens on " + ready + " after " + millisSince(start) + " ms");
    }

    private ChildProcess startDevice(Port coap) throws DemoFailure {
        return start(
                DEVICE,
                List.of(
                        programs.device().toString(),
                        "--retry-configuration=1,2,4,8",
                        DEVICE_NAME,
                        "coaps+tcp://127.0.0.1:" + coap.number()),
                run.device(),
                Map.of("DPS_HOME", pki.home().toString()));
    }

    private void follow(Duration patience) throws DemoFailure, InterruptedException {
        long start = nanoTime.getAsLong();
        while (!story.isProvisioned()) {
            ChildEvent.Line line = nextLine(
                    start,
                    patience,
                    "the device was not provisioned",
                    story.trouble().orElse(""));
            show(line);
        }
    }

    private void goOn() throws DemoFailure, InterruptedException {
        while (true) {
            Optional<ChildEvent> event = children.next(SHORT_WAIT);
            if (event.isPresent()) {
                show(lineOrFailure(event.get(), story.trouble().orElse("")));
            }
        }
    }

    private void show(ChildEvent.Line line) {
        if (line.child().equals(DEVICE)) {
            story.on(line.text()).ifPresent(out::println);
        }
    }

    private ChildProcess start(String name, List<String> words, Path directory, Map<String, String> environment)
            throws DemoFailure {
        try {
            return children.start(new ChildCommand(name, words, directory, environment, log(name)));
        } catch (IOException e) {
            throw new DemoFailure("cannot start the " + name + " (" + e.getMessage() + ")", e);
        }
    }

    private ChildEvent.Line nextLine(long start, Duration patience, String problem, String why)
            throws DemoFailure, InterruptedException {
        Duration left = patience.minusMillis(millisSince(start));
        Optional<ChildEvent> event = left.isNegative() ? Optional.empty() : children.next(left);
        if (event.isEmpty()) {
            throw new DemoFailure(problem + " within " + patience.toSeconds() + " s" + because(why) + logs());
        }
        return lineOrFailure(event.get(), why);
    }

    private ChildEvent.Line lineOrFailure(ChildEvent event, String why) throws DemoFailure {
        if (event instanceof ChildEvent.Ended ended) {
            throw new DemoFailure(
                    "the " + ended.child() + " ended with exit code " + ended.exitCode() + because(why) + logs());
        }
        return (ChildEvent.Line) event;
    }

    private static String because(String why) {
        return why.isEmpty() ? "" : ": " + why;
    }

    private String logs() {
        return "\n  all they said: " + log(SERVICE) + ", " + log(DEVICE);
    }

    private Path log(String name) {
        return run.root().resolve(name + ".log");
    }

    private void sayIfAnother(Port port) {
        if (port.isAnother()) {
            out.println("  port           " + port.preferred() + " is busy, so it is " + port.number());
        }
    }

    private long millisSince(long start) {
        return Duration.ofNanos(nanoTime.getAsLong() - start).toMillis();
    }
}
