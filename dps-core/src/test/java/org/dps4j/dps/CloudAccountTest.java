package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.dps4j.device.DeviceState;
import org.dps4j.device.security.Change;
import org.dps4j.dps.step.StepAnswer;
import org.dps4j.loop.VirtualLoop;
import org.junit.jupiter.api.Test;

class CloudAccountTest {

    private static final StepAnswer ENDING = new StepAnswer() {
        @Override
        public Change<DeviceState> applyTo(DeviceState device, Instant at, Duration expiringLimit) {
            return new Change.Applied<>(device);
        }

        @Override
        public boolean endsAccountOf(DeviceState device) {
            return true;
        }
    };

    private final VirtualLoop loop = new VirtualLoop(1);
    private final AwkwardCloud cloud = new AwkwardCloud();
    private final List<Boolean> inLoop = new ArrayList<>();
    private final CloudAccount account = new CloudAccount(loop, cloud, (level, line) -> inLoop.add(loop.inLoop()));

    @Test
    void goes_on_in_the_loop_wherever_the_cloud_client_says_that_it_left() {
        CompletableFuture<Void> left = new CompletableFuture<>();
        cloud.stop = () -> left;
        loop.execute(() -> {
            var unused =
                    account.prepare(ENDING, new Bench().device.state()).thenAccept(answer -> inLoop.add(loop.inLoop()));
        });
        loop.advance(Duration.ZERO);

        left.completeExceptionally(new IllegalStateException("said by a thread of its own"));
        loop.advance(Duration.ZERO);

        assertThat(inLoop).containsExactly(true, true);
        assertThat(loop.pendingTimers()).isZero();
    }
}
