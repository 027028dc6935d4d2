package org.dps4j.service.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.dps4j.loop.VirtualLoop;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.Test;

class DueAnswerTest {

    private static final Supplier<Response> LATE = () -> new Response(ResponseCode.SERVICE_UNAVAILABLE);
    private static final Supplier<Response> RIGHT = () -> new Response(ResponseCode.CONTENT);

    private final VirtualLoop loop = new VirtualLoop(1);
    private final List<ResponseCode> sent = new ArrayList<>();
    private final DueAnswer due = new DueAnswer(loop, response -> sent.add(response.getCode()));

    @Test
    void an_answer_in_time_is_the_only_one_and_leaves_no_timer() {
        due.giveAfter(Duration.ofSeconds(8), LATE);

        due.give(RIGHT);
        loop.advance(Duration.ZERO);

        assertThat(sent).containsExactly(ResponseCode.CONTENT);
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void an_answer_that_comes_too_late_is_dropped_and_not_even_made() {
        due.giveAfter(Duration.ofSeconds(8), LATE);
        loop.advance(Duration.ofSeconds(8));

        due.give(() -> {
            throw new AssertionError("nobody waits for it");
        });
        loop.runUntilIdle();

        assertThat(sent).containsExactly(ResponseCode.SERVICE_UNAVAILABLE);
    }
}
