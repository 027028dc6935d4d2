package org.dps4j.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ClosingTest {

    private static final Set<Thread.State> STOPPED =
            EnumSet.of(Thread.State.BLOCKED, Thread.State.WAITING, Thread.State.TERMINATED);

    private final Closing closing = new Closing();
    private final List<String> order = Collections.synchronizedList(new ArrayList<>());

    @Test
    void the_last_one_is_closed_first_and_one_that_fails_keeps_none_open() {
        closing.add(() -> order.add("first"));
        closing.add(() -> {
            throw new IllegalStateException("a defect");
        });
        closing.add(() -> order.add("last"));

        closing.close();

        assertThat(order).containsExactly("last", "first");
    }

    @Test
    void whoever_closes_while_another_does_returns_when_all_is_closed() throws Exception {
        Thread other = new Thread(() -> {
            closing.close();
            order.add("the other returned");
        });
        closing.add(() -> order.add("first"));
        closing.add(() -> {
            other.start();
            while (!STOPPED.contains(other.getState())) {
                Thread.onSpinWait();
            }
            order.add("last");
        });

        closing.close();
        other.join();

        assertThat(order).containsExactly("last", "first", "the other returned");
    }

    @Test
    void one_that_closes_all_when_it_is_closed_waits_for_nobody() {
        closing.add(() -> order.add("first"));
        closing.add(() -> {
            closing.close();
            order.add("last");
        });

        closing.close();

        assertThat(order).containsExactly("first", "last");
    }
}
