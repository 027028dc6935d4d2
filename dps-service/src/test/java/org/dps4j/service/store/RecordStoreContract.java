package org.dps4j.service.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.dps4j.service.record.AttestedIdentity;
import org.dps4j.service.record.ProvisioningRecord;
import org.dps4j.service.record.RecordStore;
import org.dps4j.service.record.RecordUpdate;
import org.dps4j.service.record.Step;
import org.dps4j.service.record.StepStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for every store. */
abstract class RecordStoreContract {

    static final UUID RECORD = UUID.fromString("00000000-0000-5000-8000-000000000001");
    static final UUID ANOTHER = UUID.fromString("00000000-0000-5000-8000-000000000002");
    static final UUID GROUP = UUID.fromString("00000000-0000-4000-8000-00000000000a");
    static final UUID DEVICE = UUID.fromString("00000000-0000-4000-8000-00000000000d");
    static final UUID LATER_DEVICE = UUID.fromString("00000000-0000-4000-8000-00000000000c");
    static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private RecordStore store;

    abstract RecordStore open() throws IOException;

    @BeforeEach
    void open_the_store() throws IOException {
        store = open();
    }

    @AfterEach
    void close_the_store() {
        store.close();
    }

    @Test
    void what_was_written_is_read_back() {
        RecordUpdate update = update(T0)
                .withAttestation(new AttestedIdentity(T0, "device one", "ab".repeat(32)))
                .withDeviceId(DEVICE)
                .withStep(Step.TIME, new StepStatus(T0, 69, ""))
                .withStep(Step.CLOUD, new StepStatus(T0, 163, "the token issuer does not answer"))
                .withLocalEndpoints(List.of("coap://10.0.0.1:5683", "coaps://10.0.0.1:5684"));

        store.write(List.of(update));

        ProvisioningRecord record = store.find(RECORD).orElseThrow();
        assertThat(record.groupId()).isEqualTo(GROUP);
        assertThat(record.owner()).isEqualTo("1");
        assertThat(record.created()).isEqualTo(T0);
        assertThat(record.attestation()).isEqualTo(update.attestation());
        assertThat(record.deviceIds()).containsExactly(DEVICE);
        assertThat(record.steps()).isEqualTo(update.steps());
        assertThat(record.localEndpoints()).containsExactly("coap://10.0.0.1:5683", "coaps://10.0.0.1:5684");
    }

    @Test
    void a_later_update_changes_only_what_it_knows() {
        store.write(List.of(update(T0)
                .withAttestation(new AttestedIdentity(T0, "device one", "ab".repeat(32)))
                .withStep(Step.TIME, new StepStatus(T0, 69, ""))
                .withLocalEndpoints(List.of("coap://10.0.0.1:5683"))));

        store.write(List.of(update(T0.plusSeconds(9)).withStep(Step.ACLS, new StepStatus(T0.plusSeconds(9), 69, ""))));

        ProvisioningRecord record = store.find(RECORD).orElseThrow();
        assertThat(record.created()).isEqualTo(T0);
        assertThat(record.attestation()).isPresent();
        assertThat(record.steps()).containsOnlyKeys(Step.TIME, Step.ACLS);
        assertThat(record.localEndpoints()).containsExactly("coap://10.0.0.1:5683");
    }

    @Test
    void an_older_status_never_replaces_a_younger_one() {
        store.write(List.of(update(T0).withStep(Step.TIME, new StepStatus(T0.plusSeconds(5), 69, ""))));

        store.write(List.of(update(T0).withStep(Step.TIME, new StepStatus(T0, 160, "old"))));

        assertThat(store.find(RECORD).orElseThrow().steps().get(Step.TIME).code())
                .isEqualTo(69);
    }

    @Test
    void a_key_keeps_all_device_ids_it_had_the_last_one_first() {
        store.write(List.of(update(T0).withDeviceId(DEVICE)));
        store.write(List.of(update(T0.plusSeconds(1)).withDeviceId(LATER_DEVICE)));

        assertThat(store.find(RECORD).orElseThrow().deviceIds()).containsExactly(LATER_DEVICE, DEVICE);

        store.write(List.of(update(T0.plusSeconds(2)).withDeviceId(DEVICE)));

        assertThat(store.find(RECORD).orElseThrow().deviceIds()).containsExactly(DEVICE, LATER_DEVICE);
    }

    @Test
    void device_ids_that_are_written_together_keep_their_order() {
        RecordUpdate both = update(T0)
                .withDeviceId(LATER_DEVICE)
                .merge(update(T0.plusSeconds(1)).withDeviceId(DEVICE))
                .merge(update(T0.plusSeconds(2)).withStep(Step.ACLS, new StepStatus(T0.plusSeconds(2), 69, "")));

        store.write(List.of(both));

        assertThat(store.find(RECORD).orElseThrow().deviceIds()).containsExactly(DEVICE, LATER_DEVICE);
    }

    @Test
    void a_device_that_asks_for_ever_new_ids_has_the_last_ones_only() {
        for (int second = 0; second < 40; second += 20) {
            RecordUpdate many = update(T0.plusSeconds(second));
            for (int id = second; id < second + 20; id++) {
                many = many.merge(update(T0.plusSeconds(id)).withDeviceId(new UUID(0, id)));
            }
            store.write(List.of(many));
        }

        assertThat(store.find(RECORD).orElseThrow().deviceIds())
                .hasSize(RecordUpdate.MAX_DEVICE_IDS)
                .startsWith(new UUID(0, 39))
                .endsWith(new UUID(0, 24));
    }

    @Test
    void a_key_that_claims_ever_new_ids_keeps_the_last_ones_only() {
        for (int id = 1; id <= RecordUpdate.MAX_DEVICE_IDS + 1; id++) {
            store.claim(new UUID(0, id), RECORD);
        }

        assertThat(store.claim(new UUID(0, 2), ANOTHER)).isEqualTo(RECORD);
        assertThat(store.claim(new UUID(0, RecordUpdate.MAX_DEVICE_IDS + 1), ANOTHER))
                .isEqualTo(RECORD);
        assertThat(store.claim(new UUID(0, 1), ANOTHER)).isEqualTo(ANOTHER);
    }

    @Test
    void a_device_id_belongs_to_the_key_that_claimed_it_first() {
        assertThat(store.claim(DEVICE, RECORD)).isEqualTo(RECORD);
        assertThat(store.claim(DEVICE, ANOTHER)).isEqualTo(RECORD);
        assertThat(store.claim(DEVICE, RECORD)).isEqualTo(RECORD);
        assertThat(store.claim(LATER_DEVICE, RECORD)).isEqualTo(RECORD);
    }

    @Test
    void a_batch_of_many_devices_is_counted() {
        store.write(List.of(
                update(T0), RecordUpdate.of(ANOTHER, GROUP, "$owner", T0).withDeviceId(DEVICE)));

        assertThat(store.count()).isEqualTo(2);
        assertThat(store.find(ANOTHER).orElseThrow().owner()).isEqualTo("$owner");
        assertThat(store.find(DEVICE)).isEmpty();
    }

    static RecordUpdate update(Instant at) {
        return RecordUpdate.of(RECORD, GROUP, "1", at);
    }
}
