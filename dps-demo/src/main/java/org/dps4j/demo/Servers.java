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
import org.dps4j.demo.cloud.CloudApi;
import org.dps4j.demo.files.OwnerOnly;
import org.dps4j.demo.pki.PkiLayout;
import org.dps4j.demo.process.ChildEvent;
import org.dps4j.demo.process.ChildProcess;
import org.dps4j.protocol.Secret;

/** The service and the cloud of a demo: starts both and waits until they listen. For one thread. */
final class Servers {

    private static final String SERVICE = "service";
    private static final String CLOUD = "cloud";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Programs programs;
    private final PkiLayout pki;
    private final RunDirectory run;
    private final Cast cast;
    private final PrintWriter out;
    private final Ports ports;
    private final Map<String, List<String>> commands = new HashMap<>();

    Servers(Programs programs, PkiLayout pki, RunDirectory run, Cast cast, PrintWriter out) throws DemoFailure {
        this.programs = programs;
        this.pki = pki;
        this.run = run;
        this.cast = cast;
        this.out = out;
        this.ports = Ports.free();
    }

    Ports ports() {
        return ports;
    }

    /** Starts both, says where they listen, and gives the service back. */
    ChildProcess start() throws DemoFailure, InterruptedException {
        ports.moved()
                .forEach(port ->
                        out.println("  port           " + port.preferred() + " is busy, so it is " + port.number()));
        ChildProcess service = start(SERVICE, List.of(programs.service().toString(), "--config", service()));
        start(CLOUD, List.of(programs.gateway().toString(), "--config", cloud()));
        Map<String, String> awaited =
                new HashMap<>(Map.of(SERVICE, ports.serviceEndpoint(), CLOUD, ports.cloudEndpoint()));
        Cast.Wait wait = cast.await(PATIENCE, SERVICE, "service and cloud did not both say that they listen");
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
        run.publish(ports.serviceEndpoint());
        return service;
    }

    /** How to start one of them again by hand. */
    String commandOf(String child) {
        return String.join(" ", commands.getOrDefault(child, List.of()));
    }

    /** The cloud's API, with the token that the cloud made. */
    CloudApi api() throws DemoFailure {
        Path file = run.cloud().resolve("data/api-token");
        try {
            return new CloudApi(
                    ports.page(), Secret.ofText(Files.readString(file).strip()));
        } catch (IOException e) {
            throw new DemoFailure("cannot read the token that the cloud made, " + file + " (" + e + ")", e);
        }
    }

    private String service() throws DemoFailure {
        String yaml = ServiceSettings.yaml(
                pki,
                ports.service().number(),
                ports.serviceHttp().number(),
                ports.cloud().number());
        return settings(run.service().resolve("service.yaml"), yaml);
    }

    private String cloud() throws DemoFailure {
        String yaml = GatewaySettings.yaml(
                pki.gateway(),
                ports.cloud().number(),
                ports.cloudHttp().number(),
                ports.serviceHttp().number());
        return settings(run.cloud().resolve("ocf-gateway.yaml"), yaml);
    }

    private ChildProcess start(String name, List<String> words) throws DemoFailure {
        commands.put(name, words);
        return cast.start(name, words, name.equals(SERVICE) ? run.service() : run.cloud(), Map.of());
    }

    private static String settings(Path file, String text) throws DemoFailure {
        try {
            OwnerOnly.write(file, text);
            return file.toString();
        } catch (IOException e) {
            throw new DemoFailure("cannot write " + file + " (" + e + ")", e);
        }
    }
}
