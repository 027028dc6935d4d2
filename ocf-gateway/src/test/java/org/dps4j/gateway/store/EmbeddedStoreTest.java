package org.dps4j.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.dps4j.gateway.account.Registration;
import org.dps4j.gateway.account.StoreFailedException;
import org.dps4j.gateway.shadow.Presence;
import org.dps4j.gateway.shadow.Representation;
import org.dps4j.gateway.shadow.ResourceRow;
import org.dps4j.gateway.shadow.ResourceShadow;
import org.dps4j.program.store.FullDisk;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.payload.link.LinkPolicy;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStoreTest extends GatewayStoreContract {

    @TempDir
    Path directory;

    @Override
    GatewayStore open() throws IOException {
        return EmbeddedStore.open(directory.resolve("data/gateway"));
    }

    @Test
    void resources_outlive_the_process_and_those_of_strangers_do_not() throws Exception {
        ResourceShadow light = new ResourceShadow(
                "/light/1",
                Optional.of(new ResourceLink(
                        Optional.of("ocf://" + DEVICE),
                        "/light/1",
                        List.of("core.light"),
                        List.of("oic.if.rw"),
                        Set.of(LinkPolicy.OBSERVABLE),
                        List.of(),
                        List.of(),
                        OptionalLong.of(4_000_000_000L))),
                Optional.of(new Representation(Bytes.ofHex("a1617801"), NOW)));
        ResourceShadow gone = new ResourceShadow("/gone", light.link(), Optional.empty());
        save(registration("1", grant(1)));
        store.write(
                Set.of(),
                List.of(
                        new ResourceRow(DEVICE, light),
                        new ResourceRow(DEVICE, gone),
                        new ResourceRow(java.util.UUID.randomUUID(), light)));
        store.write(
                Set.of(),
                List.of(new ResourceRow(DEVICE, new ResourceShadow("/gone", Optional.empty(), Optional.empty()))));

        store.close();
        store = open();

        assertThat(store.load()).singleElement().satisfies(device -> {
            assertThat(device.id()).isEqualTo(DEVICE);
            assertThat(device.owner()).isEqualTo("1");
            assertThat(device.registeredAt()).isEqualTo(NOW);
            assertThat(device.presence()).isEqualTo(Presence.UNSEEN);
            assertThat(device.resources()).containsOnlyKeys("/light/1").containsValue(light);
        });
    }

    @Test
    void the_largest_link_and_representation_that_are_kept_of_a_resource_are_stored() {
        int rest = 65_536 - encoded(large(1_000)).length;
        ResourceLink link = large(1_000 + rest);
        assertThat(encoded(link)).hasSize(65_536);
        Representation said = new Representation(Bytes.copyOf(new byte[262_144]), NOW);
        save(registration("1", grant(1)));

        ResourceShadow resource = new ResourceShadow("/large", Optional.of(link), Optional.of(said));
        store.write(Set.of(), List.of(new ResourceRow(DEVICE, resource)));

        assertThat(store.load())
                .singleElement()
                .satisfies(device -> assertThat(device.resources()).containsValue(resource));
    }

    private static ResourceLink large(int type) {
        return ResourceLink.of(
                "ocf://" + DEVICE,
                "/large",
                List.of("x".repeat(32_000), "x".repeat(32_000), "x".repeat(type)),
                List.of(),
                Set.of());
    }

    private static byte[] encoded(ResourceLink link) {
        return ResourceLink.LIST_CODEC.encode(List.of(link));
    }

    @Test
    void a_device_that_is_registered_anew_has_nothing_of_what_was_written_after_it_was_removed() throws Exception {
        Representation said = new Representation(Bytes.ofHex("01"), NOW);
        ResourceShadow late = new ResourceShadow("/late", Optional.empty(), Optional.of(said));
        ResourceShadow own = new ResourceShadow("/own", Optional.empty(), Optional.of(said));
        store.write(Set.of(), List.of(new ResourceRow(DEVICE, late)));

        save(registration("2", grant(1)));
        store.write(Set.of(), List.of(new ResourceRow(DEVICE, own)));
        save(registration("2", grant(2)));
        store.close();
        store = open();

        assertThat(store.load())
                .singleElement()
                .satisfies(device -> assertThat(device.resources()).containsOnlyKeys("/own"));
    }

    @Test
    void once_a_full_disk_has_room_again_what_changes_is_written_and_nothing_is_missing() throws Exception {
        try (GatewayStore disk = EmbeddedStore.open(FullDisk.file("ocf-gateway", directory.resolve("full")))) {
            save(disk, registration("1", grant(1)));
            disk.write(Set.of(), List.of(row("/before")));

            FullDisk.leaveRoomFor(0);
            assertThatThrownBy(() -> disk.write(Set.of(), List.of(row("/after"))))
                    .isInstanceOf(StoreFailedException.class);
            assertThatThrownBy(() -> save(disk, registration("1", grant(2)))).isInstanceOf(StoreFailedException.class);
            assertThatThrownBy(() -> disk.write(Set.of(), List.of(row("/after"))))
                    .isInstanceOf(StoreFailedException.class);
            FullDisk.clear();

            writeWithin(3, disk, row("/after"));
            save(disk, registration("1", grant(3)));
            assertThat(disk.load())
                    .singleElement()
                    .satisfies(device -> assertThat(device.resources()).containsOnlyKeys("/before", "/after"));
            assertThat(disk.<Optional<Registration>>inTransaction(tables -> tables.find(DEVICE)))
                    .contains(registration("1", grant(3)));
        } finally {
            FullDisk.clear();
        }
    }

    @Test
    void a_store_that_was_closed_stays_closed() throws Exception {
        store.close();

        assertThatThrownBy(() -> store.load()).isInstanceOf(StoreFailedException.class);
        assertThatThrownBy(() -> store.load()).isInstanceOf(StoreFailedException.class);

        store = open();
        assertThat(store.load()).isEmpty();
    }

    @Test
    void a_database_whose_opening_fails_at_the_end_is_not_left_open() throws Exception {
        Path path = directory.resolve("half");
        Files.createDirectories(directory.resolve("half.unfinished/occupied"));
        assertThatThrownBy(() -> EmbeddedStore.open(path)).isInstanceOf(DirectoryNotEmptyException.class);

        assertThatThrownBy(() -> EmbeddedStore.open(path)).isInstanceOf(DirectoryNotEmptyException.class);
    }

    @Test
    void of_a_device_that_is_written_anew_nothing_stays_that_was_written_before() {
        save(registration("1", grant(1)));
        store.write(Set.of(), List.of(row("/gone"), row("/stays")));

        store.write(Set.of(DEVICE), List.of(row("/stays"), row("/new")));

        assertThat(store.load())
                .singleElement()
                .satisfies(device -> assertThat(device.resources()).containsOnlyKeys("/new", "/stays"));
    }

    private static ResourceRow row(String href) {
        Representation said = new Representation(Bytes.ofHex("01"), NOW);
        return new ResourceRow(DEVICE, new ResourceShadow(href, Optional.empty(), Optional.of(said)));
    }

    private static void writeWithin(int attempts, GatewayStore store, ResourceRow row) {
        for (int attempt = 1; ; attempt++) {
            try {
                store.write(Set.of(), List.of(row));
                return;
            } catch (StoreFailedException e) {
                assertThat(attempt).as("attempts").isLessThan(attempts);
            }
        }
    }

    private void save(Registration registration) {
        save(store, registration);
    }

    private static void save(GatewayStore store, Registration registration) {
        store.inTransaction(tables -> {
            tables.save(registration);
            return DEVICE;
        });
    }

    @Test
    void a_damaged_database_is_named() throws Exception {
        store.close();
        Files.writeString(directory.resolve("data/gateway.mv.db"), "no database".repeat(1_000));
        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("gateway.mv.db: cannot be opened")
                .hasMessageNotContaining("\n");
        Files.delete(directory.resolve("data/gateway.mv.db"));
        store = open();
    }
}
