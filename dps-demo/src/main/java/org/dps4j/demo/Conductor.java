package org.dps4j.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.demo.cloud.CloudApi;
import org.dps4j.demo.cloud.Light;
import org.dps4j.demo.pki.PkiLayout;
import org.dps4j.demo.process.ChildEvent;
import org.dps4j.demo.process.ChildProcess;
import org.dps4j.demo.story.DeviceStory;

/** Starts service, cloud and one device, and shows what they do. For one thread. */
final class Conductor {

    private static final String DEVICE = "device";
    private static final String DEVICE_NAME = "demo-device";
    private static final int KILLED = 128;
    private static final Duration DEVICE_PATIENCE = Duration.ofSeconds(30);
    private static final Duration SHORT_WAIT = Duration.ofSeconds(1);

    private final Programs programs;
    private final PkiLayout pki;
    private final RunDirectory run;
    private final Cast cast;
    private final PrintWriter out;
    private final Servers servers;
    private final DeviceStory story = new DeviceStory();

    /** Something that has to become true. */
    private interface Condition {
        boolean holds() throws IOException;
    }

    Conductor(Programs programs, PkiLayout pki, RunDirectory run, Servers servers, Cast cast, PrintWriter out) {
        this.servers = servers;
        this.programs = programs;
        this.pki = pki;
        this.run = run;
        this.cast = cast;
        this.out = out;
    }

    void perform(Ending ending) throws DemoFailure, InterruptedException {
        ChildProcess service = servers.start();
        Ports ports = servers.ports();
        ChildProcess device = startDevice(ports);
        until(cast.await(DEVICE_PATIENCE, DEVICE, "the device was not provisioned"), story::isProvisioned);
        CloudApi cloud = servers.api();
        join(cloud);
        out.println(WhatHappened.text(programs, pki, run, ports));
        if (ending == Ending.BY_HAND) {
            out.println(WhatNext.text(cloud.pageLink(), device.pid(), service.pid()));
            goOn(ports);
        }
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
            out.println(what + "to have it again: " + servers.commandOf(ended.child()));
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
}
