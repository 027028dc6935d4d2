package org.dps4j.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.demo.cloud.CloudApi;
import org.dps4j.demo.cloud.Light;
import org.dps4j.demo.files.OwnerOnly;
import org.dps4j.demo.pki.PkiLayout;
import org.dps4j.demo.process.ChildEvent;
import org.dps4j.demo.process.ChildProcess;
import org.dps4j.demo.story.DeviceStory;
import org.dps4j.protocol.Secret;

/** Starts service, cloud and device, and shows what they do. For one thread. */
final class Conductor {

    private static final String SERVICE = "service";
    private static final String CLOUD = "cloud";
    private static final String DEVICE = "device";
    private static final String DEVICE_NAME = "demo-device";
    private static final int KILLED = 128;
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration DEVICE_PATIENCE = Duration.ofSeconds(30);
    private static final Duration SHORT_WAIT = Duration.ofSeconds(1);

    private final Programs programs;
    private final PkiLayout pki;
    private final RunDirectory run;
    private final Cast cast;
    private final PrintWriter out;
    private final Map<String, List<String>> commands = new HashMap<>();
    private final DeviceStory story = new DeviceStory();

    /** Something that has to become true. */
    private interface Condition {
        boolean holds() throws IOException;
    }

    Conductor(Programs programs, PkiLayout pki, RunDirectory run, Cast cast, PrintWriter out) {
        this.programs = programs;
        this.pki = pki;
        this.run = run;
        this.cast = cast;
        this.out = out;
    }

    void perform(Ending ending) throws DemoFailure, InterruptedException {
        Ports ports = Ports.free();
        ports.moved()
                .forEach(port ->
                        out.println("  port           " + port.preferred() + " is busy, so it is " + port.number()));
        ChildProcess service = startServiceAndCloud(ports);
        run.publish(ports.serviceEndpoint());
        ChildProcess device = startDevice(ports);
        until(cast.await(DEVICE_PATIENCE, DEVICE, "the device was not provisioned"), story::isProvisioned);
        CloudApi cloud = new CloudApi(ports.page(), token());
        join(cloud);
        out.println(WhatHappened.text(programs, pki, run, ports));
        if (ending == Ending.BY_HAND) {
            out.println(WhatNext.text(cloud.pageLink(), device.pid(), service.pid()));
            goOn(ports);
        }
    }

    private ChildProcess startServiceAndCloud(Ports ports) throws DemoFailure, InterruptedException {
        Path serviceSettings = settings(
                run.service().resolve("service.yaml"),
                ServiceSettings.yaml(
                        pki,
                        ports.service().number(),
                        ports.serviceHttp().number(),
                        ports.cloud().number()));
        Path cloudSettings = settings(
                run.cloud().resolve("ocf-gateway.yaml"),
                GatewaySettings.yaml(
                        pki.gateway(),
                        ports.cloud().number(),
                        ports.cloudHttp().number(),
                        ports.serviceHttp().number()));
        ChildProcess service = start(
                SERVICE, List.of(programs.service().toString(), "--config", serviceSettings.toString()), run.service());
        start(CLOUD, List.of(programs.gateway().toString(), "--config", cloudSettings.toString()), run.cloud());
        Map<String, String> awaited =
                new HashMap<>(Map.of(SERVICE, ports.serviceEndpoint(), CLOUD, ports.cloudEndpoint()));
        Cast.Wait wait = cast.await(START_PATIENCE, SERVICE, "service and cloud did not both say that they listen");
        while (!awaited.isEmpty()) {
            ChildEvent.Line line = wait.next("").orElse(null);
            if (line != null && line.text().contains(awaited.getOrDefault(line.child(), "\n"))) {
                out.printf(
                        Locale.ROOT,
                        "  %-14s listens on %s after %d ms%n",
                        line.child(),
                        awaited.remove(line.child()),
                        wait.millis());
            }
        }
        return service;
    }

    private ChildProcess startDevice(Ports ports) throws DemoFailure {
        return cast.start(
                DEVICE,
                programs.device(DEVICE_NAME, ports.serviceEndpoint()),
                run.device(),
                Map.of("DPS_HOME", pki.home().toString()));
    }

    private void join(CloudApi cloud) throws DemoFailure, InterruptedException {
        Cast.Wait joining = cast.await(DEVICE_PATIENCE, DEVICE, "the device was not online in its cloud");
        until(joining, story::isOnline);
        UUID device = story.id().orElseThrow();
        until(joining, () -> cloud.isOnline(device) && cloud.light(device).isPresent());
        Cast.Wait switching = cast.await(DEVICE_PATIENCE, DEVICE, "the cloud did not see the light go on");
        try {
            cloud.switchLight(device, Light.ON);
        } catch (IOException e) {
            throw new DemoFailure("the light cannot be switched: " + e.getMessage(), e);
        }
        until(switching, () -> cloud.light(device).equals(Optional.of(Light.ON)));
        out.println("  light          switched on through the cloud and read back in " + switching.millis() + " ms");
    }

    private void until(Cast.Wait wait, Condition condition) throws DemoFailure, InterruptedException {
        try {
            while (!condition.holds()) {
                wait.next(story.trouble().orElse("")).ifPresent(this::show);
            }
        } catch (IOException e) {
            throw new DemoFailure("the cloud cannot be asked: " + e.getMessage(), e);
        }
    }

    private void goOn(Ports ports) throws DemoFailure, InterruptedException {
        while (true) {
            ChildEvent event = cast.next(SHORT_WAIT).orElse(null);
            if (event instanceof ChildEvent.Line line) {
                show(line);
            } else if (event instanceof ChildEvent.Ended ended) {
                goOnAfter(ended, ports);
            }
        }
    }

    private void goOnAfter(ChildEvent.Ended ended, Ports ports) throws DemoFailure {
        String what = String.format(Locale.ROOT, "  %-14s ended with exit code %d; ", ended.child(), ended.exitCode());
        if (!ended.child().equals(DEVICE)) {
            out.println(
                    what + "to have it again: " + String.join(" ", commands.getOrDefault(ended.child(), List.of())));
        } else if (ended.exitCode() > KILLED) {
            out.println(what + "started again, pid " + startDevice(ports).pid());
        } else {
            throw cast.failure(ended, story.trouble().orElse(""));
        }
    }

    private void show(ChildEvent.Line line) {
        if (line.child().equals(DEVICE)) {
            story.on(line.text()).ifPresent(out::println);
        }
    }

    private ChildProcess start(String name, List<String> words, Path directory) throws DemoFailure {
        commands.put(name, words);
        return cast.start(name, words, directory, Map.of());
    }

    private static Path settings(Path file, String text) throws DemoFailure {
        try {
            OwnerOnly.write(file, text);
            return file;
        } catch (IOException e) {
            throw new DemoFailure("cannot write " + file + " (" + e + ")", e);
        }
    }

    private Secret token() throws DemoFailure {
        Path file = run.cloud().resolve("data/api-token");
        try {
            return Secret.ofText(Files.readString(file).strip());
        } catch (IOException e) {
            throw new DemoFailure("cannot read the token that the cloud made, " + file + " (" + e + ")", e);
        }
    }
}
