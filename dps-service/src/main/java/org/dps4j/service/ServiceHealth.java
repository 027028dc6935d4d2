package org.dps4j.service;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.dps4j.loop.Loop;
import org.dps4j.program.Version;
import org.dps4j.service.health.HealthReport;
import org.dps4j.service.provisioning.ProvisioningResources;
import org.dps4j.service.record.QueuedRecords;

/** Gathers the health report from the parts that count. Thread-safe. */
final class ServiceHealth {

    private final String cryptography;
    private final Loop loop;
    private final long startNanos;
    private final List<Supplier<Map<String, Long>>> counters = new CopyOnWriteArrayList<>();

    private volatile BooleanSupplier storeFailing = () -> false;

    ServiceHealth(String cryptography, Loop loop) {
        this.cryptography = cryptography;
        this.loop = loop;
        this.startNanos = loop.nanoTime();
    }

    void watch(
            DeviceListeners devices,
            ProvisioningResources resources,
            ConnectionLog connections,
            QueuedRecords records) {
        storeFailing = records::isFailing;
        counters.add(resources::counts);
        counters.add(connections::counts);
        counters.add(devices::counts);
        counters.add(() -> Map.of("records.waiting", (long) records.queued(), "records.dropped", records.dropped()));
        counters.add(ServiceHealth::memory);
    }

    /** The heap in bytes: what lies in it, be it needed or not, and what it may come to. */
    private static Map<String, Long> memory() {
        Runtime runtime = Runtime.getRuntime();
        return Map.of("memory.used", runtime.totalMemory() - runtime.freeMemory(), "memory.max", runtime.maxMemory());
    }

    HealthReport report() {
        Map<String, Long> counts = new HashMap<>();
        counters.forEach(counter -> counts.putAll(counter.get()));
        return new HealthReport(
                Version.of(Main.class),
                cryptography,
                Duration.ofNanos(loop.nanoTime() - startNanos),
                counts,
                storeFailing.getAsBoolean() ? List.of("store") : List.of());
    }
}
