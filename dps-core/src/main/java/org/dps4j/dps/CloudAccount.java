package org.dps4j.dps;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.dps4j.device.DeviceState;
import org.dps4j.device.cloud.CloudClient;
import org.dps4j.device.cloud.CloudListener;
import org.dps4j.device.cloud.CloudStatus;
import org.dps4j.dps.step.StepAnswer;
import org.dps4j.loop.Cancellable;
import org.dps4j.loop.Loop;

/**
 * What provisioning makes of the account that a device has in its cloud already: a good one stays, and one that an answer
 * ends is given up before that is applied, so that no cloud client goes on with what the device no longer has. A cloud
 * client that breaks its contract delays an answer and no more. Confined to the loop.
 */
final class CloudAccount implements CloudListener {

    /** How long the cloud has to answer a device that leaves it. */
    static final Duration LEAVING = Duration.ofSeconds(3);

    private static final Duration PATIENCE = LEAVING.plusSeconds(1);

    private final Loop loop;
    private final CloudClient cloud;
    private final DpsLog log;
    private final Cancellable listening;
    private Cancellable patience = () -> {};
    private boolean online;

    CloudAccount(Loop loop, CloudClient cloud, DpsLog log) {
        this.loop = loop;
        this.cloud = cloud;
        this.log = log;
        this.listening = cloud.addListener(this);
    }

    @Override
    public void onStatusChanged(CloudStatus status) {
        online = status.isOnline();
    }

    /** Does what is due before {@code read} is applied to {@code device}; completes with the answer to apply. */
    CompletionStage<StepAnswer> prepare(StepAnswer read, DeviceState device) {
        StepAnswer answer = online ? read.toOnlineDevice() : read;
        return answer.endsAccountOf(device)
                ? ended(online ? () -> cloud.signOff(LEAVING) : cloud::stop).thenApply(nothing -> answer)
                : CompletableFuture.completedFuture(answer);
    }

    private CompletionStage<Void> ended(Supplier<CompletionStage<Void>> how) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Cancellable limit = loop.schedule(PATIENCE, () -> ended.complete(null));
        patience = limit;
        CompletionStage<Void> asked;
        try {
            asked = Objects.requireNonNull(how.get(), "it returned no stage");
        } catch (RuntimeException | Error e) {
            asked = CompletableFuture.failedFuture(e);
        }
        var unused = asked.whenCompleteAsync(
                (nothing, failure) -> {
                    if (failure != null) {
                        log.log(
                                Level.WARNING,
                                "the cloud client does not leave the cloud that the device leaves: "
                                        + Causes.of(failure));
                    }
                    limit.cancel();
                    ended.complete(null);
                },
                loop);
        return ended;
    }

    /** Waits no longer for what the cloud client says. */
    void giveUp() {
        patience.cancel();
    }

    void close() {
        listening.cancel();
        giveUp();
    }
}
