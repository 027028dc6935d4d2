package org.dps4j.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dps4j.demo.pki.DemoPki;
import org.dps4j.demo.pki.DemoPki.Existing;
import org.dps4j.demo.pki.PkiLayout;

/**
 * How long a factory-fresh device takes from the start of its process until it is provisioned and online, and what it
 * weighs then. Service and cloud are in this process. The arguments: the device's program, how often.
 */
final class DeviceStartBenchmark {

    private static final Pattern PROVISIONED = Pattern.compile("Provisioned in .*, (\\d+) ms after the start.*");
    private static final Pattern ONLINE = Pattern.compile("online at .*, (\\d+) ms after the start.*");
    private static final long MILLIS_PER_TICK = 10;
    private static final long KB_PER_MB = 1_024;

    /** One start: milliseconds from the start of the process, CPU until then, resident megabytes. */
    private record Start(long provisioned, long online, long cpu, long resident) {}

    private DeviceStartBenchmark() {}

    @SuppressWarnings("try") // service and cloud are only there
    public static void main(String[] arguments) throws Exception {
        Path program = Path.of(arguments[0]).toAbsolutePath();
        Path directory = Files.createTempDirectory("device-start");
        PkiLayout pki = new PkiLayout(directory.resolve("home/pki_certs"));
        Files.createDirectories(directory.resolve("home"));
        new DemoPki(pki, Instant.now(), new SecureRandom()).create(Existing.KEEP);
        int port = ServiceAndCloud.freePort();
        List<Start> starts = new ArrayList<>();
        try (var site = new ServiceAndCloud(directory.resolve("site"), pki, port)) {
            System.out.println("provisioned ms | online ms | CPU-ms | VmRSS MB");
            for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
                Start start = start(program, pki.home(), Files.createDirectory(directory.resolve("device" + i)), port);
                System.out.println(line("start " + (i + 1), start));
                starts.add(start);
            }
            System.out.println(line("best", each(starts, 0)));
            System.out.println(line("median", each(starts, starts.size() / 2)));
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted((one, other) -> other.compareTo(one))
                    .forEach(file -> file.toFile().delete());
        }
        System.exit(0);
    }

    private static Start start(Path program, Path home, Path directory, int port)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(program.toString(), "lamp", "coaps+tcp://127.0.0.1:" + port)
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().put("DPS_HOME", home.toString());
        Process process = builder.start();
        CompletableFuture.delayedExecutor(60, TimeUnit.SECONDS).execute(process::destroyForcibly);
        long provisioned = 0;
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Matcher step = PROVISIONED.matcher(line);
                provisioned = step.matches() ? Long.parseLong(step.group(1)) : provisioned;
                Matcher end = ONLINE.matcher(line);
                if (end.matches()) {
                    long cpu = cpuMillis(process.pid());
                    process.waitFor(2, TimeUnit.SECONDS);
                    return new Start(provisioned, Long.parseLong(end.group(1)), cpu, residentMegabytes(process.pid()));
                }
            }
        } finally {
            process.toHandle().destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
        throw new IOException(program + " did not come online within 60 s");
    }

    private static long cpuMillis(long process) throws IOException {
        String[] fields = Files.readString(Path.of("/proc/" + process + "/stat"))
                .replaceFirst(".*\\) ", "")
                .split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MILLIS_PER_TICK;
    }

    private static long residentMegabytes(long process) throws IOException {
        try (Stream<String> status = Files.lines(Path.of("/proc/" + process + "/status"))) {
            String resident =
                    status.filter(line -> line.startsWith("VmRSS:")).findFirst().orElseThrow();
            return Long.parseLong(resident.replaceAll("\\D", "")) / KB_PER_MB;
        }
    }

    private static Start each(List<Start> starts, int rank) {
        return new Start(
                ranked(starts, rank, Start::provisioned),
                ranked(starts, rank, Start::online),
                ranked(starts, rank, Start::cpu),
                ranked(starts, rank, Start::resident));
    }

    private static long ranked(List<Start> starts, int rank, ToLongFunction<Start> value) {
        return starts.stream().mapToLong(value).sorted().skip(rank).findFirst().orElseThrow();
    }

    private static String line(String name, Start start) {
        return String.format(
                Locale.ROOT,
                "%-10s %5d | %5d | %5d | %3d",
                name,
                start.provisioned(),
                start.online(),
                start.cpu(),
                start.resident());
    }
}
