package org.dps4j.service.provisioning;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.dps4j.loop.Loop;
import org.dps4j.service.record.ProvisioningRecords;
import org.dps4j.service.record.Step;
import org.dps4j.service.record.StepStatus;

/** Notes how steps went: in the device's record, in counters for the health document, in the log. Thread-safe. */
final class StepOutcomes {

    private final ProvisioningRecords records;
    private final LocalEndpoints endpoints;
    private final FailureLog log;
    private final Map<Step, LongAdder> answered = new EnumMap<>(Step.class);
    private final Map<Step, LongAdder> failed = new EnumMap<>(Step.class);

    StepOutcomes(ProvisioningRecords records, Loop loop) {
        this.records = records;
        this.endpoints = new LocalEndpoints(records);
        this.log = new FailureLog(loop);
        for (Step step : Step.values()) {
            answered.put(step, new LongAdder());
            failed.put(step, new LongAdder());
        }
    }

    void note(DeviceSession device, Step step, StepStatus status) {
        Objects.requireNonNull((status.succeeded() ? answered : failed).get(step))
                .increment();
        records.note(device.update().withStep(step, status));
        // A device asks for the time on a connection of its own, which it closes at once.
        if (step != Step.TIME) {
            endpoints.ask(device);
        }
    }

    FailureLog log() {
        return log;
    }

    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        answered.forEach((step, count) -> counts.put(name(step) + ".answered", count.sum()));
        failed.forEach((step, count) -> counts.put(name(step) + ".failed", count.sum()));
        return counts;
    }

    private static String name(Step step) {
        return step.name().toLowerCase(Locale.ROOT);
    }
}
