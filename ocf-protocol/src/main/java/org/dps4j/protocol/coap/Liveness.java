package org.dps4j.protocol.coap;

import java.time.Duration;
import java.util.Optional;
import org.dps4j.loop.Cancellable;
import org.dps4j.loop.Loop;
import org.jspecify.annotations.Nullable;

/**
 * Watches the time of one connection: messages that never end, silence, Pings without a Pong. Confined to the loop. A
 * message that comes or goes sets no timer, it only notes the time.
 */
final class Liveness {

    /** What a connection does when time is up. */
    interface Actions {

        /** Sends a Ping whose Pong is reported by {@link Liveness#received()} like any message. */
        void ping();

        /** Ends the connection. */
        void end(CloseReason reason);
    }

    private static final Cancellable NOTHING = () -> {};

    private final Loop loop;
    private final TransportLimits limits;
    private final Actions actions;
    private long lastReceived;
    private long lastActivity;
    private long lastPing;
    private int unanswered;
    private Cancellable idleTimer = NOTHING;
    private Cancellable pingTimer = NOTHING;
    private @Nullable Cancellable frameTimer;

    Liveness(Loop loop, TransportLimits limits, Actions actions) {
        this.loop = loop;
        this.limits = limits;
        this.actions = actions;
    }

    void start() {
        lastReceived = loop.nanoTime();
        lastActivity = lastReceived;
        lastPing = lastReceived;
        limits.idleTimeout().ifPresent(limit -> idleTimer = loop.schedule(limit, () -> checkIdle(limit)));
        limits.pingInterval().ifPresent(interval -> pingTimer = loop.schedule(interval, () -> checkPing(interval)));
    }

    void stop() {
        idleTimer.cancel();
        pingTimer.cancel();
        frameComplete();
    }

    /** A whole message came. */
    void received() {
        lastReceived = loop.nanoTime();
        lastActivity = lastReceived;
        unanswered = 0;
    }

    /** A message of ours that is no signal went to the network. */
    void sent() {
        lastActivity = loop.nanoTime();
    }

    /** A message began and is not complete; counts from the first such call until {@link #frameComplete()}. */
    void framePartial() {
        if (frameTimer == null) {
            frameTimer = loop.schedule(
                    limits.frameTimeout(), () -> actions.end(new CloseReason.FrameTimeout(limits.frameTimeout())));
        }
    }

    /** The message that began is complete. */
    void frameComplete() {
        if (frameTimer != null) {
            frameTimer.cancel();
            frameTimer = null;
        }
    }

    private void checkIdle(Duration limit) {
        Optional<Duration> left = left(lastActivity, limit);
        if (left.isPresent()) {
            idleTimer = loop.schedule(left.get(), () -> checkIdle(limit));
        } else {
            actions.end(new CloseReason.IdleTimeout(limit));
        }
    }

    private void checkPing(Duration interval) {
        long since = unanswered == 0 ? lastReceived : lastPing;
        Optional<Duration> left = left(since, interval);
        if (left.isPresent()) {
            pingTimer = loop.schedule(left.get(), () -> checkPing(interval));
        } else if (unanswered >= limits.pingMisses()) {
            actions.end(new CloseReason.PingMissed(unanswered));
        } else {
            unanswered++;
            lastPing = loop.nanoTime();
            pingTimer = loop.schedule(interval, () -> checkPing(interval));
            actions.ping();
        }
    }

    private Optional<Duration> left(long since, Duration limit) {
        Duration left = limit.minusNanos(loop.nanoTime() - since);
        return left.isNegative() || left.isZero() ? Optional.empty() : Optional.of(left);
    }
}
