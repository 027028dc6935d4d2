package org.dps4j.program.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.dps4j.program.StartException;
import org.eclipse.jetty.server.Handler;
import org.junit.jupiter.api.Test;

class HttpEndpointTest {

    private static final InetSocketAddress ANY = new InetSocketAddress("127.0.0.1", 0);
    private static final HttpLimits FEW = new HttpLimits(8, 4_096, 6, Duration.ofSeconds(10));

    @Test
    void a_busy_port_is_named() throws StartException {
        try (HttpEndpoint first = start(ANY)) {
            assertThatThrownBy(() -> start(first.address()))
                    .isInstanceOf(StartException.class)
                    .hasMessage("http.address: port " + first.address().getPort() + " cannot be bound on 127.0.0.1:"
                            + first.address().getPort()
                            + ", another program may be using it; choose another one in the configuration");
        }
    }

    @Test
    void no_limit_may_be_nothing() {
        assertThatThrownBy(() -> new HttpLimits(8, 4_096, 0, Duration.ofSeconds(10)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HttpLimits(8, 4_096, 6, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static HttpEndpoint start(InetSocketAddress address) throws StartException {
        return HttpEndpoint.start("test-http", address, FEW, new Handler.Sequence());
    }
}
