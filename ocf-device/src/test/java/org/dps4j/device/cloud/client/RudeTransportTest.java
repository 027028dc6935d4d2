package org.dps4j.device.cloud.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.scripted.CloudOperation;
import org.dps4j.device.cloud.scripted.CloudReply;
import org.dps4j.device.cloud.transport.CloudConnection;
import org.dps4j.device.cloud.transport.CloudDial;
import org.dps4j.device.cloud.transport.CloudRequest;
import org.dps4j.device.cloud.transport.CloudResponse;
import org.dps4j.device.cloud.transport.CloudTransport;
import org.junit.jupiter.api.Test;

/** A transport of the application's own that throws where it should not. */
class RudeTransportTest {

    private final CloudBench bench = new CloudBench();

    private OcfCloudClient started(Manners manners) {
        OcfCloudClient client =
                new OcfCloudClient(bench.device, new Rude(bench.transport, manners), CloudSettings.DEFAULTS);
        client.start(
                bench.device.state().id(),
                bench.device.state().cloud(),
                bench.device.state().identity().orElseThrow());
        bench.runFor(Duration.ofMillis(100));
        return client;
    }

    @Test
    void a_connection_that_cannot_be_closed_keeps_no_device_from_the_next_one() {
        bench.cloud.on(CloudOperation.SIGN_IN, CloudReply.code("5.03"));
        OcfCloudClient client = started(Manners.THROWS_WHEN_CLOSED);
        assertThat(client.status().isOnline()).isFalse();

        bench.runFor(Duration.ofSeconds(30));

        assertThat(client.status().isOnline()).isTrue();
    }

    @Test
    void a_ping_that_throws_is_one_that_was_missed() {
        OcfCloudClient client = started(Manners.THROWS_WHEN_PINGED);
        assertThat(client.status().isOnline()).isTrue();

        bench.runFor(Duration.ofMillis(40_500));

        assertThat(client.status().cause()).contains(new CloudFailure.PingsMissed(6));
    }

    @Test
    void a_request_that_throws_is_tried_again() {
        OcfCloudClient client = started(Manners.THROWS_WHEN_ASKED_FIRST);
        assertThat(client.status().isOnline()).isFalse();

        bench.runFor(Duration.ofSeconds(30));

        assertThat(client.status().isOnline()).isTrue();
    }

    private enum Manners {
        THROWS_WHEN_CLOSED,
        THROWS_WHEN_PINGED,
        THROWS_WHEN_ASKED_FIRST
    }

    private static final class Rude implements CloudTransport {
        private final CloudTransport polite;
        private final Manners manners;
        private int asked;

        Rude(CloudTransport polite, Manners manners) {
            this.polite = polite;
            this.manners = manners;
        }

        private void throwIf(boolean rude) {
            if (rude) {
                throw new AssertionError("broken on purpose");
            }
        }

        @Override
        public CompletionStage<CloudConnection> connect(CloudDial dial) {
            return polite.connect(dial).thenApply(this::rude);
        }

        private CloudConnection rude(CloudConnection connection) {
            return new CloudConnection() {
                @Override
                public CompletionStage<CloudResponse> request(CloudRequest request, Duration timeout) {
                    asked++;
                    throwIf(manners == Manners.THROWS_WHEN_ASKED_FIRST && asked == 1);
                    return connection.request(request, timeout);
                }

                @Override
                public CompletionStage<Void> ping(Duration timeout) {
                    throwIf(manners == Manners.THROWS_WHEN_PINGED);
                    return connection.ping(timeout);
                }

                @Override
                public CompletionStage<CloudFailure> closed() {
                    return connection.closed();
                }

                @Override
                public void close() {
                    connection.close();
                    throwIf(manners == Manners.THROWS_WHEN_CLOSED);
                }
            };
        }

        @Override
        public void close() {
            polite.close();
            throwIf(manners == Manners.THROWS_WHEN_CLOSED);
        }
    }
}
