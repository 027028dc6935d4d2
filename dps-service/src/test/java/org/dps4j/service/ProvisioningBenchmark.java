package org.dps4j.service;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dps4j.protocol.coap.CoapConnection;
import org.dps4j.protocol.coap.CoapTcpClient;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.protocol.coap.TlsIdentity;
import org.dps4j.protocol.coap.TlsOptions;
import org.dps4j.protocol.pki.CertificateChain;
import org.dps4j.protocol.pki.CertificateIssuer;
import org.dps4j.protocol.pki.CertificateValidity;
import org.dps4j.protocol.pki.EcCurve;
import org.dps4j.protocol.pki.EcKeys;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;

/**
 * Measures whole provisionings against the shipped program in a process of its own: two full mutual handshakes, five
 * requests, a signing request, a certificate, a token, a record. Run it after {@code mvn -pl dps-service -am package}:
 *
 * <pre>{@code
 * java -Xmx512m -cp 'dps-service/target/dist/lib/*:dps-service/target/test-classes:dps-testkit/target/classes' \
 *   org.dps4j.service.ProvisioningBenchmark dps-service/target/dist/bin/dps-service accp 10000 10000 4
 * }</pre>
 *
 * <p>Arguments: the program, its {@code crypto} setting, how many devices warm it up, how many are measured, how many come
 * at once. CPU time is the service process's own, as the operating system counts it.
 */
public final class ProvisioningBenchmark {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int DIFFERENT_DEVICES = 500;

    private final CoapTcpClient client;
    private final List<Device> devices;
    private final URI service;

    private ProvisioningBenchmark(CoapTcpClient client, List<Device> devices, URI service) {
        this.client = client;
        this.devices = devices;
        this.service = service;
    }

    public static void main(String[] arguments) throws Exception {
        Path program = Path.of(arguments[0]).toAbsolutePath();
        String crypto = arguments[1];
        int warmUp = Integer.parseInt(arguments[2]);
        int measured = Integer.parseInt(arguments[3]);
        int atOnce = Integer.parseInt(arguments[4]);
        AmazonCrypto.load().ifPresent(provider -> Security.insertProviderAt(provider, 1));
        Path directory = Files.createTempDirectory("dps-benchmark");
        ServiceDirectory files = new ServiceDirectory(directory);
        files.config(files.yaml().replace("file: memory", "file: data/records") + "crypto: " + crypto + "\n");
        List<Device> devices = devices(files);
        Process process = start(program, directory);
        try (NettyLoops loops = NettyLoops.start("devices", 1)) {
            URI service = address(directory.resolve("out"));
            CoapTcpClient client = CoapTcpClient.builder(loops.next()).build();
            ProvisioningBenchmark benchmark = new ProvisioningBenchmark(client, devices, service);
            Duration cold = cpu(process);
            report("start", Duration.ZERO, cold, 1, new long[] {0});
            int first = Math.min(1000, warmUp);
            benchmark.round(process, "first " + first, first, atOnce);
            benchmark.round(process, "warm-up", warmUp - first, atOnce);
            benchmark.round(process, "measured", measured, atOnce);
            client.close();
        } finally {
            process.destroy();
            process.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private void round(Process process, String name, int count, int atOnce) {
        if (count <= 0) {
            return;
        }
        long[] nanos = new long[count];
        AtomicInteger next = new AtomicInteger();
        Duration cpuBefore = cpu(process);
        long begin = System.nanoTime();
        CompletableFuture<?>[] lanes = new CompletableFuture<?>[atOnce];
        for (int lane = 0; lane < atOnce; lane++) {
            lanes[lane] = lane(next, nanos);
        }
        CompletableFuture.allOf(lanes).join();
        report(name, Duration.ofNanos(System.nanoTime() - begin), cpu(process).minus(cpuBefore), count, nanos);
    }

    private CompletableFuture<Void> lane(AtomicInteger next, long[] nanos) {
        int index = next.getAndIncrement();
        if (index >= nanos.length) {
            return CompletableFuture.completedFuture(null);
        }
        long begin = System.nanoTime();
        return provision(devices.get(index % devices.size())).thenCompose(done -> {
            nanos[index] = System.nanoTime() - begin;
            return lane(next, nanos);
        });
    }

    private CompletableFuture<Void> provision(Device device) {
        return client.connect(service, device.tls)
                .thenCompose(first -> ask(first, Visitor.get(Visitor.TIME)).thenAccept(done -> first.close()))
                .thenCompose(done -> client.connect(service, device.tls))
                .thenCompose(second -> ask(second, Visitor.get(Visitor.OWNERSHIP))
                        .thenCompose(done -> ask(second, Visitor.post(Visitor.CLOUD, device.cloudRequest)))
                        .thenCompose(done -> ask(second, Visitor.post(Visitor.CREDENTIALS, device.credentialsRequest)))
                        .thenCompose(done -> ask(second, Visitor.get(Visitor.ACLS)))
                        .thenAccept(done -> second.close()));
    }

    private static CompletableFuture<Response> ask(CoapConnection connection, Request request) {
        return connection.send(request, LIMIT).thenApply(response -> {
            if (!response.isSuccess()) {
                throw new IllegalStateException(response.getCode() + " " + response.getPayloadString());
            }
            return response;
        });
    }

    private static void report(String name, Duration wall, Duration cpu, int count, long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%-12s %6d devices  %7.1f/s  %6.2f CPU-ms each  p50 %6.2f ms  p99 %6.2f ms%n",
                name,
                count,
                wall.isZero() ? 0.0 : count * 1e9 / wall.toNanos(),
                cpu.toNanos() / 1e6 / count,
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6);
    }

    private static Duration cpu(Process process) {
        return process.toHandle().info().totalCpuDuration().orElseThrow();
    }

    private static Process start(Path program, Path directory) throws IOException {
        return new ProcessBuilder(program.toString(), "--config", "dps-service.yaml")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile())
                .start();
    }

    private static URI address(Path output) throws IOException {
        Instant end = Instant.now().plusSeconds(30);
        while (Instant.now().isBefore(end)) {
            String text = Files.readString(output);
            int found = text.indexOf("coaps+tcp://");
            if (found >= 0 && text.indexOf(',', found) > 0) {
                return URI.create(text.substring(found, text.indexOf(',', found)));
            }
            Thread.onSpinWait();
        }
        throw new IOException("the service did not start: " + Files.readString(output));
    }

    private static List<Device> devices(ServiceDirectory files) throws Exception {
        CertificateIssuer factory = CertificateIssuer.of(
                new CertificateChain(files.factory.withKey().chainWithRoot()),
                files.factory.withKey().privateKey(),
                new SecureRandom());
        CertificateValidity validity =
                CertificateValidity.lasting(Instant.now().minusSeconds(3600), Duration.ofDays(1));
        List<Device> devices = new ArrayList<>();
        for (int i = 0; i < DIFFERENT_DEVICES; i++) {
            KeyPair keys = EcKeys.generate(EcCurve.P256);
            UUID id = UUID.randomUUID();
            TlsIdentity identity = new TlsIdentity(
                    List.of(
                            factory.manufacturer(keys.getPublic(), "device " + i, validity),
                            files.factory.certificate()),
                    keys.getPrivate());
            devices.add(new Device(
                    TlsOptions.of(identity, (chain, attachments) -> {}).withProtocols("TLSv1.2"),
                    Visitor.cloudRequest(id),
                    Visitor.credentialsRequest(id, EcKeys.generate(EcCurve.P256))));
        }
        return devices;
    }

    private record Device(TlsOptions tls, byte[] cloudRequest, byte[] credentialsRequest) {}
}
