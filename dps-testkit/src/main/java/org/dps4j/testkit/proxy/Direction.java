package org.dps4j.testkit.proxy;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * One direction of a {@link FaultProxy}, for all its connections, those that are open and those to come. Faults add up
 * until {@link #pass()} ends them all; each method takes effect at once.
 *
 * <pre>{@code
 * proxy.toServer().delay(Duration.ofMillis(50)).throttle(1_000);
 * proxy.toServer().pass();
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class Direction {

    private final AtomicReference<Faults> faults = new AtomicReference<>(Faults.NONE);
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final Runnable wakeUp;

    Direction(Runnable wakeUp) {
        this.wakeUp = wakeUp;
    }

    /** Forwards everything as it comes, as a new proxy does. What was swallowed stays lost. */
    public Direction pass() {
        return change(any -> Faults.NONE);
    }

    /** Forwards what is read from now on this much later; how much is sent per second is not changed by it. */
    public Direction delay(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("expected a delay of zero or more, got " + delay);
        }
        return change(now -> now.withDelay(delay));
    }

    /** Forwards at most this many bytes per second on each connection. */
    public Direction throttle(long bytesPerSecond) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("expected at least one byte per second, got " + bytesPerSecond);
        }
        return change(now -> now.withBytesPerSecond(bytesPerSecond));
    }

    /** Swallows what is sent, and also that the sender hangs up, as a pulled cable does. */
    public Direction drop() {
        return change(now -> now.with(Faults.Reading.SWALLOWED));
    }

    /** Takes nothing from the sender, which can send no more once the buffers on the way are full. */
    public Direction stopReading() {
        return change(now -> now.with(Faults.Reading.STOPPED));
    }

    /** Cuts each connection once this many bytes of it were forwarded in this direction, counted from its beginning. */
    public Direction cutAfter(long bytes, Cut how) {
        if (bytes < 0) {
            throw new IllegalArgumentException("expected zero bytes or more, got " + bytes);
        }
        return change(now -> now.withCut(bytes, how));
    }

    /** How many bytes were forwarded in this direction on all connections so far. */
    public long bytes() {
        return bytes.get();
    }

    /** How many bytes were swallowed in this direction on all connections so far. */
    public long dropped() {
        return dropped.get();
    }

    Faults faults() {
        return Objects.requireNonNull(faults.get());
    }

    void forwarded(int count) {
        bytes.addAndGet(count);
    }

    void swallowed(int count) {
        dropped.addAndGet(count);
    }

    private Direction change(UnaryOperator<Faults> change) {
        faults.updateAndGet(change);
        wakeUp.run();
        return this;
    }
}
