package org.dps4j.demo;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dps4j.demo.pki.DemoPki;
import org.dps4j.demo.pki.DemoPki.Existing;
import org.dps4j.demo.pki.PkiLayout;

/** A manufacturer, its provisioning service and its devices, as files and processes in a directory of a test. */
final class Fleet implements AutoCloseable {

    static final String PROVISIONED = "^Provisioned in (\\d+) ms";

    private final Path directory;
    private final PkiLayout pki;
    private final int port;
    private final List<RunningProgram> running = new ArrayList<>();

    Fleet(Path directory) throws Exception {
        this.directory = directory;
        this.pki = new PkiLayout(directory.resolve("home/pki_certs"));
        Files.createDirectories(directory.resolve("home"));
        makePki().create(Existing.KEEP);
        this.port = freePort();
    }

    DemoPki makePki() {
        return new DemoPki(pki, Instant.now(), new SecureRandom());
    }

    PkiLayout pki() {
        return pki;
    }

    String endpoint() {
        return "coaps+tcp://127.0.0.1:" + port;
    }

    /** The same service by DTLS. */
    String datagramEndpoint() {
        return "coaps://127.0.0.1:" + port;
    }

    /** Starts the service, which takes the devices of this manufacturer, and waits until it listens. */
    RunningProgram startService() throws IOException {
        return startService(pki);
    }

    /** As {@link #startService()}, with the certificates of {@code its}. */
    RunningProgram startService(PkiLayout its) throws IOException {
        Path home = directory.resolve("service");
        Files.createDirectories(home);
        Path settings = home.resolve("service.yaml");
        Files.writeString(
                settings,
                ServiceSettings.yaml(its, port, 0, 5684)
                        .replaceFirst("coap:\n", "coap:\n  dtlsAddress: 127.0.0.1:" + port + "\n"));
        RunningProgram service =
                start(home, Map.of(), new Programs(RunningProgram.tree()).service(), "--config", settings);
        service.awaitLine("coaps\\+tcp://127.0.0.1:" + port);
        return service;
    }

    /** Starts the device whose {@code pki_certs} lie in {@code home}; it runs in {@code workingDirectory}. */
    RunningProgram startDevice(Path home, String workingDirectory, Object... arguments) throws IOException {
        Object[] words = Stream.concat(Stream.of(new Programs(RunningProgram.tree()).device()), Stream.of(arguments))
                .toArray();
        return start(directory.resolve(workingDirectory), Map.of("DPS_HOME", home.toString()), words);
    }

    /** Where the device that was started in this working directory keeps its state. */
    Path state(String workingDirectory) {
        return directory.resolve(workingDirectory).resolve("dps_cloud_server_creds");
    }

    /** Starts the manufacturer's first device with this name, which asks again every second. */
    RunningProgram startDevice(String name) throws IOException {
        return startDevice(pki.home(), name, "-r", "1,1", name, endpoint());
    }

    /** Starts any program, which ends with the fleet. */
    RunningProgram start(Path where, Map<String, String> environment, Object... words) throws IOException {
        RunningProgram program = RunningProgram.start(where, environment, words);
        running.add(program);
        return program;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        for (RunningProgram program : running) {
            program.close();
        }
    }
}
