package org.dps4j.service.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.dps4j.loop.VirtualLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QueuedRecordsTest {

    private static final UUID GROUP = new UUID(0, 10);

    private final VirtualLoop loop = new VirtualLoop(1);
    private final RecordingStore store = new RecordingStore();
    private final QueuedRecords records = new QueuedRecords(store, loop, loop, 3);

    @Test
    void updates_of_one_device_become_one_write() {
        records.note(update(1).withStep(Step.TIME, ok()));
        records.note(update(1).withStep(Step.ACLS, ok()));
        loop.advance(Duration.ofMillis(100));

        assertThat(store.written).hasSize(1);
        assertThat(store.written.get(0))
                .singleElement()
                .satisfies(update -> assertThat(update.steps()).containsOnlyKeys(Step.TIME, Step.ACLS));
        assertThat(records.queued()).isZero();
    }

    @Test
    void nothing_is_planned_while_nothing_is_to_be_written() {
        assertThat(loop.pendingTimers()).isZero();

        records.note(update(1));
        loop.advance(Duration.ofSeconds(1));

        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void what_does_not_fit_is_dropped_and_counted() {
        for (int device = 1; device <= 5; device++) {
            records.note(update(device));
        }
        records.note(update(1).withStep(Step.TIME, ok()));
        loop.advance(Duration.ofSeconds(1));

        assertThat(store.written.get(0)).hasSize(3);
        assertThat(records.dropped()).isEqualTo(2);
        loop.advance(Duration.ofMinutes(1));
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void a_failed_batch_is_tried_again_and_the_younger_update_wins() {
        store.outage = true;
        records.note(update(1).withStep(Step.TIME, new StepStatus(at(1), 160, "old")));
        loop.advance(Duration.ofSeconds(1));
        records.note(update(1).withStep(Step.TIME, new StepStatus(at(2), 69, "")));
        assertThat(records.isFailing()).isTrue();
        store.outage = false;
        loop.advance(Duration.ofSeconds(10));

        assertThat(store.written).hasSize(1);
        assertThat(store.written.get(0).get(0).steps().get(Step.TIME).code()).isEqualTo(69);
        assertThat(records.queued()).isZero();
    }

    @ParameterizedTest
    @MethodSource("unforeseen")
    void a_store_that_fails_in_an_unforeseen_way_loses_nothing_and_keeps_nobody_waiting(Runnable defect) {
        store.defect = defect;
        records.note(update(1));
        loop.advance(Duration.ofSeconds(1));
        CompletionStage<UUID> claim = records.claim(new UUID(0, 2), new UUID(0, 1));
        loop.advance(Duration.ZERO);
        assertThat(records.isFailing()).isTrue();
        store.defect = () -> {};
        loop.advance(Duration.ofSeconds(10));

        assertThat(claim.toCompletableFuture()).isCompletedExceptionally();
        assertThat(store.written).hasSize(1);
        assertThat(records.queued()).isZero();
    }

    @Test
    void a_worker_that_is_busy_is_asked_again() {
        boolean[] busy = {true};
        QueuedRecords patient = new QueuedRecords(
                store,
                loop,
                task -> {
                    if (busy[0]) {
                        throw new RejectedExecutionException("busy");
                    }
                    task.run();
                },
                3);
        patient.note(update(1));
        loop.advance(Duration.ofSeconds(1));
        busy[0] = false;
        loop.advance(Duration.ofSeconds(5));

        assertThat(store.written).hasSize(1);
        assertThat(patient.find(new UUID(0, 1)).toCompletableFuture()).isCompletedWithValue(Optional.empty());
    }

    @Test
    void a_question_that_finds_no_worker_fails_as_an_outage() {
        QueuedRecords overloaded = new QueuedRecords(
                store,
                loop,
                task -> {
                    throw new RejectedExecutionException("full");
                },
                3);

        assertThat(overloaded.count().toCompletableFuture())
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(RecordStoreException.class);
    }

    @Test
    void text_from_outside_is_bounded_and_kept_on_one_line() {
        StepStatus status = new StepStatus(at(0), 128, "a\nb".repeat(1000));

        assertThat(status.message()).hasSize(StepStatus.MAX_MESSAGE).doesNotContain("\n");
    }

    private static Stream<Runnable> unforeseen() {
        return Stream.of(
                () -> {
                    throw new IllegalStateException("a defect");
                },
                () -> {
                    throw new NoClassDefFoundError("a/part/of/the/store");
                });
    }

    private static RecordUpdate update(int device) {
        return RecordUpdate.of(new UUID(0, device), GROUP, "1", at(0));
    }

    private static StepStatus ok() {
        return new StepStatus(at(0), 69, "");
    }

    private static Instant at(long seconds) {
        return Instant.EPOCH.plusSeconds(seconds);
    }

    private static final class RecordingStore implements RecordStore {

        private final List<List<RecordUpdate>> written = new ArrayList<>();
        private boolean outage;
        private Runnable defect = () -> {};

        @Override
        public void write(List<RecordUpdate> updates) {
            if (outage) {
                throw new RecordStoreException("disk full", new java.io.IOException("disk full"));
            }
            defect.run();
            written.add(List.copyOf(updates));
        }

        @Override
        public Optional<ProvisioningRecord> find(UUID recordId) {
            return Optional.empty();
        }

        @Override
        public long count() {
            return 0;
        }

        @Override
        public UUID claim(UUID deviceId, UUID recordId) {
            defect.run();
            return recordId;
        }

        @Override
        public void close() {}
    }
}
