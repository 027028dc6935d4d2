package org.dps4j.protocol.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TransportLimitsTest {

    @Test
    void each_with_changes_what_it_names_and_nothing_else() {
        TransportLimits device = TransportLimits.forDevice();

        TransportLimits changed = device.withInboundMessage(1)
                .withOutboundPayload(2)
                .withConnectTimeout(Duration.ofSeconds(3))
                .withHandshakeTimeout(Duration.ofSeconds(4))
                .withFrameTimeout(Duration.ofSeconds(5))
                .withIdleTimeout(Duration.ofSeconds(6))
                .withPing(Duration.ofSeconds(7), 8);

        assertThat(changed.inboundMessage()).isEqualTo(1);
        assertThat(changed.outboundPayload()).isEqualTo(2);
        assertThat(changed.connectTimeout()).hasSeconds(3);
        assertThat(changed.handshakeTimeout()).hasSeconds(4);
        assertThat(changed.frameTimeout()).hasSeconds(5);
        assertThat(changed.idleTimeout()).contains(Duration.ofSeconds(6));
        assertThat(changed.pingInterval()).contains(Duration.ofSeconds(7));
        assertThat(changed.pingMisses()).isEqualTo(8);
        assertThat(changed.withoutIdleTimeout().idleTimeout()).isEmpty();
    }

    @Test
    void a_limit_of_nothing_is_refused_by_name() {
        TransportLimits device = TransportLimits.forDevice();

        assertThatThrownBy(() -> device.withInboundMessage(0)).hasMessageContaining("inboundMessage");
        assertThatThrownBy(() -> device.withFrameTimeout(Duration.ZERO)).hasMessageContaining("frameTimeout");
        assertThatThrownBy(() -> device.withIdleTimeout(Duration.ofSeconds(-1))).hasMessageContaining("idleTimeout");
        assertThatThrownBy(() -> device.withPing(Duration.ofSeconds(1), 0)).hasMessageContaining("pingMisses");
    }
}
