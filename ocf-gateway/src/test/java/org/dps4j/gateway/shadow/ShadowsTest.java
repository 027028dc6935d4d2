package org.dps4j.gateway.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.dps4j.gateway.shadow.Presence.State;
import org.dps4j.loop.Cancellable;
import org.dps4j.loop.VirtualLoop;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is known, who hears of it, and what is written down. */
class ShadowsTest {

    private static final UUID DEVICE = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10");
    private static final Bytes ONE = Bytes.ofHex("01");
    private static final Bytes TWO = Bytes.ofHex("02");

    private final VirtualLoop loop = new VirtualLoop(1);
    private final Shadows shadows = new Shadows(new ShadowLimits(3, 4));
    private final List<ShadowEvent> events = new ArrayList<>();
    private final List<List<ResourceRow>> written = new ArrayList<>();
    private Optional<Throwable> storeFails = Optional.empty();
    private final ShadowKeeper keeper = new ShadowKeeper(
            shadows,
            new ShadowStore() {
                @Override
                public List<DeviceShadow> load() {
                    return List.of();
                }

                @Override
                public void write(Set<UUID> anew, List<ResourceRow> rows) {
                    storeFails.ifPresent(ShadowsTest::fail);
                    written.add(rows);
                }
            },
            loop,
            ShadowsTest::run);
    private final Cancellable listening = shadows.listen(events::add);

    @BeforeEach
    void a_registered_device() {
        shadows.listen(keeper);
        shadows.register(DEVICE, "1", loop.now());
    }

    @Test
    void what_changes_is_told_once_and_what_stays_the_same_is_not() throws Exception {
        shadows.register(DEVICE, "1", loop.now());
        shadows.publish(DEVICE, List.of(link("/a")));
        shadows.publish(DEVICE, List.of(link("/a")));
        shadows.represent(DEVICE, "/a", ONE, loop.now());
        shadows.represent(DEVICE, "/a", ONE, loop.now().plusSeconds(1));
        shadows.present(DEVICE, State.ONLINE, loop.now());
        shadows.present(DEVICE, State.ONLINE, loop.now());
        shadows.unpublish(DEVICE, List.of("/a", "/b"));
        shadows.forget(DEVICE, List.of("/a", "/b"));
        shadows.remove(DEVICE);
        shadows.remove(DEVICE);

        assertThat(events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly(
                        "Registered", "Published", "Changed", "PresenceChanged", "Unpublished", "Gone", "Removed");
    }

    @Test
    void a_listener_that_fails_keeps_nobody_else_from_hearing() {
        listening.cancel();
        shadows.listen(event -> {
            throw new IllegalStateException("mine");
        });
        shadows.listen(events::add);
        int before = events.size();

        shadows.remove(DEVICE);

        assertThat(events).hasSize(before + 1);
    }

    @Test
    void what_would_be_too_much_changes_nothing() throws Exception {
        shadows.publish(DEVICE, List.of(link("/a"), link("/b")));
        shadows.represent(DEVICE, "/a", Bytes.ofHex("010203"), loop.now());
        DeviceShadow before = shadows.find(DEVICE).orElseThrow();

        assertThatThrownBy(() -> shadows.publish(DEVICE, List.of(link("/c"), link("/d"))))
                .isInstanceOf(ShadowFullException.class)
                .hasMessage("expected at most 3 resources of one device, found 4");
        assertThatThrownBy(() -> shadows.represent(DEVICE, "/b", Bytes.ofHex("0102"), loop.now()))
                .isInstanceOf(ShadowFullException.class)
                .hasMessage("expected at most 4 bytes of one device, found 5");

        assertThat(shadows.find(DEVICE)).containsSame(before);
        shadows.represent(DEVICE, "/a", TWO, loop.now());
        shadows.represent(DEVICE, "/b", Bytes.ofHex("0102"), loop.now());
    }

    @Test
    void a_device_that_is_not_registered_leaves_no_trace() throws Exception {
        UUID stranger = UUID.randomUUID();
        int before = events.size();

        shadows.publish(stranger, List.of(link("/a")));
        shadows.represent(stranger, "/a", ONE, loop.now());
        shadows.present(stranger, State.ONLINE, loop.now());

        assertThat(shadows.find(stranger)).isEmpty();
        assertThat(events).hasSize(before);
    }

    @Test
    void changes_are_written_together_half_a_second_later() throws Exception {
        shadows.represent(DEVICE, "/a", ONE, loop.now());
        shadows.represent(DEVICE, "/a", TWO, loop.now());
        shadows.publish(DEVICE, List.of(link("/b")));
        loop.advance(Duration.ofMillis(499));
        assertThat(written).isEmpty();

        loop.advance(Duration.ofMillis(1));

        assertThat(written).hasSize(1);
        assertThat(written.get(0)).hasSize(2).noneMatch(ResourceRow::isGone);
        shadows.forget(DEVICE, List.of("/a"));
        loop.advance(Duration.ofSeconds(1));
        assertThat(written.get(1)).singleElement().matches(ResourceRow::isGone);
    }

    private static void fail(Throwable how) {
        if (how instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) how;
    }

    /** As a thread of a pool does, which goes on after a task that failed. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Error ignored) {
            return;
        }
    }

    static Stream<Throwable> failures_of_a_store() {
        return Stream.of(new IllegalStateException("disk full"), new OutOfMemoryError("made for a test"));
    }

    @ParameterizedTest
    @MethodSource("failures_of_a_store")
    void a_flush_tells_when_it_is_on_disk_and_what_failed_is_written_later(Throwable failure) throws Exception {
        storeFails = Optional.of(failure);
        shadows.represent(DEVICE, "/a", ONE, loop.now());
        CompletableFuture<Void> failed = keeper.flush().toCompletableFuture();
        loop.advance(Duration.ZERO);
        assertThat(failed).isCompletedExceptionally();
        assertThat(keeper.problem()).contains("what is known of devices cannot be written");
        storeFails = Optional.empty();

        loop.advance(Duration.ofSeconds(5));

        assertThat(keeper.problem()).isEmpty();
        assertThat(written).hasSize(1);
        shadows.represent(DEVICE, "/a", TWO, loop.now());
        CompletableFuture<Void> flushed = keeper.flush().toCompletableFuture();
        loop.advance(Duration.ZERO);
        assertThat(flushed).isCompletedWithValue(null);
        assertThat(written).hasSize(2);
    }

    @Test
    void what_came_and_went_while_nothing_could_be_written_is_not_kept_to_be_written() throws Exception {
        shadows.publish(DEVICE, List.of(link("/stays")));
        storeFails = Optional.of(new IllegalStateException("disk full"));
        for (int resource = 0; resource < 100; resource++) {
            shadows.publish(DEVICE, List.of(link("/goes" + resource)));
            shadows.unpublish(DEVICE, List.of("/goes" + resource));
            loop.advance(Duration.ofSeconds(5));
        }
        storeFails = Optional.empty();

        loop.advance(Duration.ofSeconds(5));

        assertThat(written)
                .singleElement()
                .satisfies(rows -> assertThat(rows)
                        .extracting(row -> row.resource().href())
                        .containsExactly("/stays"));
    }

    @Test
    void what_no_store_takes_of_one_resource_is_not_kept_however_much_one_device_may_have() throws Exception {
        Shadows roomy = new Shadows(new ShadowLimits(3, 1_000_000));
        roomy.register(DEVICE, "1", loop.now());
        ResourceLink large = ResourceLink.of(
                "ocf://" + DEVICE, "/a", List.of("x".repeat(32_768), "x".repeat(32_768)), List.of(), Set.of());
        Bytes most = Bytes.copyOf(new byte[262_144]);
        Bytes more = Bytes.copyOf(new byte[262_145]);

        assertThatThrownBy(() -> roomy.publish(DEVICE, List.of(large)))
                .isInstanceOf(ShadowFullException.class)
                .hasMessageStartingWith("expected at most 65536 bytes of the link /a, found 656");
        assertThatThrownBy(() -> roomy.represent(DEVICE, "/b", more, loop.now()))
                .isInstanceOf(ShadowFullException.class)
                .hasMessage("expected at most 262144 bytes of the representation of /b, found 262145");
        assertThat(roomy.find(DEVICE).orElseThrow().resources()).isEmpty();
        roomy.represent(DEVICE, "/b", most, loop.now());
    }

    @Test
    void a_worker_that_takes_nothing_is_asked_again() throws Exception {
        List<Runnable> taken = new ArrayList<>();
        ShadowKeeper busy = new ShadowKeeper(shadows, written(), loop, task -> {
            if (taken.isEmpty()) {
                taken.add(task);
                throw new RejectedExecutionException("busy");
            }
            task.run();
        });
        shadows.listen(busy);
        shadows.represent(DEVICE, "/a", ONE, loop.now());
        loop.advance(Duration.ofMillis(500));
        int before = written.size();

        loop.advance(Duration.ofSeconds(5));

        assertThat(written).hasSize(before + 1);
    }

    @Test
    void paths_are_brought_into_order() {
        assertThat(Href.of("light//1/")).contains("/light/1");
        assertThat(Href.of("/a")).contains("/a");
        assertThat(Href.of("")).isEmpty();
        assertThat(Href.of("///")).isEmpty();
        assertThat(Href.of("/a\nb")).isEmpty();
        assertThat(Href.of("/" + "x".repeat(255))).isEmpty();
        assertThat(Href.of("ocf://" + DEVICE + "/light/1", DEVICE)).contains("/light/1");
        assertThat(Href.of("ocf://" + DEVICE + "0/light/1", DEVICE)).isEmpty();
        assertThat(Href.of("ocf://" + UUID.randomUUID() + "/light/1", DEVICE)).isEmpty();
        assertThat(Href.of("/light/1", DEVICE)).contains("/light/1");
    }

    private ShadowStore written() {
        return new ShadowStore() {
            @Override
            public List<DeviceShadow> load() {
                return List.of();
            }

            @Override
            public void write(Set<UUID> anew, List<ResourceRow> rows) {
                written.add(rows);
            }
        };
    }

    private static ResourceLink link(String href) {
        return ResourceLink.of("ocf://" + DEVICE, href, List.of("x"), List.of("oic.if.rw"), Set.of());
    }
}
