package org.dps4j.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.dps4j.loop.VirtualLoop;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** What one listener is sent, and what becomes of one that does not read. */
class EventStreamTest {

    private static final int LIMIT = 3;

    private final VirtualLoop loop = new VirtualLoop(1);
    private final List<String> sent = new ArrayList<>();
    private final List<Callback> unread = new ArrayList<>();
    private final List<EventStream> ended = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private final EventStream stream = new EventStream(
            this::write,
            Callback.from(() -> ends.add("well"), failure -> ends.add(String.valueOf(failure.getMessage()))),
            loop,
            ended::add,
            LIMIT);

    @Test
    void an_event_is_written_when_the_one_before_was_read() {
        send("one", "two", "three");
        assertThat(sent).containsExactly("one");

        read();
        assertThat(sent).containsExactly("one", "two");
        read();
        read();

        assertThat(sent).containsExactly("one", "two", "three");
        assertThat(unread).isEmpty();
    }

    @Test
    void a_listener_that_does_not_read_is_cut_off_once_too_many_wait() {
        send("one", "two", "three", "four");
        assertThat(ends).isEmpty();

        send("five", "six");

        assertThat(ends).containsExactly("the listener does not read");
        assertThat(ended).containsExactly(stream);
        assertThat(sent).containsExactly("one");
    }

    @Test
    void who_has_gone_is_written_to_no_more() {
        send("one", "two");

        unread.remove(0).failed(new IllegalStateException("gone"));
        loop.runUntilIdle();
        send("three");

        assertThat(ends).containsExactly("gone");
        assertThat(ended).containsExactly(stream);
        assertThat(sent).containsExactly("one");
    }

    @Test
    void a_stream_without_anything_on_its_way_ends_well_and_another_one_is_broken_off() {
        stream.close();
        stream.close();
        assertThat(ends).containsExactly("well");

        EventStream busy = new EventStream(
                this::write,
                Callback.from(() -> ends.add("well"), failure -> ends.add(String.valueOf(failure.getMessage()))),
                loop,
                ended::add,
                LIMIT);
        busy.send(() -> "one");
        busy.close();

        assertThat(ends).containsExactly("well", "the gateway stops");
    }

    private void send(String... events) {
        for (String event : events) {
            stream.send(() -> event);
        }
    }

    private void read() {
        unread.remove(0).succeeded();
        loop.runUntilIdle();
    }

    private void write(boolean last, ByteBuffer text, Callback callback) {
        sent.add(StandardCharsets.UTF_8.decode(text).toString());
        unread.add(callback);
    }
}
