package org.dps4j.protocol.coap;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.network.Exchange;
import org.junit.jupiter.api.Test;

class ServingTest {

    private final Serving serving = new Serving(2);

    @Test
    void it_is_full_when_as_many_wait_as_may() {
        Exchange first = exchange();
        serving.begin(first);
        assertThat(serving.isFull()).isFalse();
        serving.begin(exchange());
        assertThat(serving.isFull()).isTrue();

        serving.answered(first);

        assertThat(serving.isFull()).isFalse();
    }

    @Test
    void a_release_counts_what_was_answered_in_time_and_what_was_not() {
        Exchange first = exchange();
        serving.begin(first);
        serving.begin(exchange());

        serving.release();
        serving.answered(first);

        assertThat(serving.end()).isEqualTo(new Released(1, 1));
        assertThat(serving.isEmpty()).isTrue();
    }

    private static Exchange exchange() {
        return new Exchange(Request.newGet(), "peer", Exchange.Origin.REMOTE, Runnable::run);
    }
}
